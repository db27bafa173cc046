/** The routes that this program runs, as the API shows them. */
@NullMarked
package dev.serai.insight.routes;

import org.jspecify.annotations.NullMarked;
