/**
 * Embeddings in no provider's words: texts in, a vector for each out. Immutable.
 */
@NullMarked
package dev.serai.gateway.operation.embedding;

import org.jspecify.annotations.NullMarked;
