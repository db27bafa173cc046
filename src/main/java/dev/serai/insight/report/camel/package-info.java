/** The beans that the routes of reports name. */
@NullMarked
package dev.serai.insight.report.camel;

import org.jspecify.annotations.NullMarked;
