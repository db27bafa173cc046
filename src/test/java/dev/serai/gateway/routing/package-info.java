@NullMarked
package dev.serai.gateway.routing;

import org.jspecify.annotations.NullMarked;
