/**
 * OpenAI's chat completions as providers speak them, with the dialects of those that
 * offer the same API.
 */
@NullMarked
package dev.serai.gateway.provider.openai;

import org.jspecify.annotations.NullMarked;
