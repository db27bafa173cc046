/** Beans for the routes of the reply. */
@NullMarked
package dev.serai.gateway.reply.camel;

import org.jspecify.annotations.NullMarked;
