/** The running routes as the API returns them. */
@NullMarked
package dev.serai.insight.routes;

import org.jspecify.annotations.NullMarked;
