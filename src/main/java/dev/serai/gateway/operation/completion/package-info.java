/**
 * A completion in no provider's words: a text that the model goes on from. Its answers
 * are those of chats. Immutable.
 */
@NullMarked
package dev.serai.gateway.operation.completion;

import org.jspecify.annotations.NullMarked;
