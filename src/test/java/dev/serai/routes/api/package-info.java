/** The routes of {@code /api}. */
@NullMarked
package dev.serai.routes.api;

import org.jspecify.annotations.NullMarked;
