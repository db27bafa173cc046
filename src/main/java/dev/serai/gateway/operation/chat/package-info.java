/**
 * A chat in no provider's words: what every wire protocol is translated to and from.
 * Immutable.
 */
@NullMarked
package dev.serai.gateway.operation.chat;

import org.jspecify.annotations.NullMarked;
