/** The beans that the routes of the reply name. */
@NullMarked
package dev.serai.gateway.reply.camel;

import org.jspecify.annotations.NullMarked;
