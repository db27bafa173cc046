/**
 * OpenAI's chat completions as callers speak them: reading requests, writing answers.
 */
@NullMarked
package dev.serai.ingress.openai;

import org.jspecify.annotations.NullMarked;
