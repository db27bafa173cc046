/** Access to the call of an exchange. */
@NullMarked
package dev.serai.gateway.call.camel;

import org.jspecify.annotations.NullMarked;
