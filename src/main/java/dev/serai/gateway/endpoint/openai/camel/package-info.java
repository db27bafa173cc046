/** The beans that answer what callers ask without calling a model. */
@NullMarked
package dev.serai.gateway.endpoint.openai.camel;

import org.jspecify.annotations.NullMarked;
