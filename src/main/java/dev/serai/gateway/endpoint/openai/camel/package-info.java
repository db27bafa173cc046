/** Beans for information requests, and OpenAI's formats. */
@NullMarked
package dev.serai.gateway.endpoint.openai.camel;

import org.jspecify.annotations.NullMarked;
