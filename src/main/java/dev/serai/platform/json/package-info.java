/** Strict JSON: what is read from callers, without surprises. */
@NullMarked
package dev.serai.platform.json;

import org.jspecify.annotations.NullMarked;
