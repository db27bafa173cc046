/** Strict JSON parsing for requests. */
@NullMarked
package dev.serai.platform.json;

import org.jspecify.annotations.NullMarked;
