/** The beans that the routes of compliance name. */
@NullMarked
package dev.serai.insight.compliance.camel;

import org.jspecify.annotations.NullMarked;
