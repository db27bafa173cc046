/** Beans that the live view routes call. */
@NullMarked
package dev.serai.insight.live.camel;

import org.jspecify.annotations.NullMarked;
