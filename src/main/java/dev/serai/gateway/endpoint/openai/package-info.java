/**
 * OpenAI's chat completions as callers speak them: reading requests, writing answers.
 */
@NullMarked
package dev.serai.gateway.endpoint.openai;

import org.jspecify.annotations.NullMarked;
