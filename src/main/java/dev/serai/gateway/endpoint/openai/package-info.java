/**
 * OpenAI's API for callers: reads requests and writes answers.
 */
@NullMarked
package dev.serai.gateway.endpoint.openai;

import org.jspecify.annotations.NullMarked;
