/**
 * The reply: writes an answer in the caller's format, streamed as it arrives.
 */
@NullMarked
package dev.serai.gateway.reply;

import org.jspecify.annotations.NullMarked;
