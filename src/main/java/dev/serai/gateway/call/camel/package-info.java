/** Where an exchange keeps its call. */
@NullMarked
package dev.serai.gateway.call.camel;

import org.jspecify.annotations.NullMarked;
