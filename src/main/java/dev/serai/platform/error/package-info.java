/** Errors for callers, and the exception that carries one. */
@NullMarked
package dev.serai.platform.error;

import org.jspecify.annotations.NullMarked;
