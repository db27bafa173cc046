/**
 * Embeddings in a neutral form: texts as input, a vector for each as output. Immutable.
 */
@NullMarked
package dev.serai.gateway.operation.embedding;

import org.jspecify.annotations.NullMarked;
