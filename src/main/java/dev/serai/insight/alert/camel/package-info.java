/** The beans that the routes of alerts name. */
@NullMarked
package dev.serai.insight.alert.camel;

import org.jspecify.annotations.NullMarked;
