/** The beans that the routes of the live view name. */
@NullMarked
package dev.serai.insight.live.camel;

import org.jspecify.annotations.NullMarked;
