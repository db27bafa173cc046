/** Wires the reply. */
@NullMarked
package dev.serai.gateway.reply.config;

import org.jspecify.annotations.NullMarked;
