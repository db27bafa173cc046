/**
 * OpenAI's chat completions as providers offer them, with their dialects.
 */
@NullMarked
package dev.serai.gateway.provider.openai;

import org.jspecify.annotations.NullMarked;
