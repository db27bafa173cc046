/**
 * Chats in a neutral form, which every wire protocol is translated to and from.
 * Immutable.
 */
@NullMarked
package dev.serai.gateway.operation.chat;

import org.jspecify.annotations.NullMarked;
