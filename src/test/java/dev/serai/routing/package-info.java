@NullMarked
package dev.serai.routing;

import org.jspecify.annotations.NullMarked;
