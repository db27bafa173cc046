/**
 * Completions in a neutral form: texts that the model continues. Answers are the events
 * of chats. Immutable.
 */
@NullMarked
package dev.serai.gateway.operation.completion;

import org.jspecify.annotations.NullMarked;
