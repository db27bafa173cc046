/** The routes that a call takes. */
@NullMarked
package dev.serai.routes.call;

import org.jspecify.annotations.NullMarked;
