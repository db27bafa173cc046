/**
 * The reply: an answer in the caller's own protocol, streamed as it comes.
 */
@NullMarked
package dev.serai.gateway.reply;

import org.jspecify.annotations.NullMarked;
