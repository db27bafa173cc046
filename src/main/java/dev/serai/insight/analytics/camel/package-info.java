/** The beans that the routes of analytics name. */
@NullMarked
package dev.serai.insight.analytics.camel;

import org.jspecify.annotations.NullMarked;
