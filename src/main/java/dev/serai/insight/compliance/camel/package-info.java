/** Beans that the compliance routes call. */
@NullMarked
package dev.serai.insight.compliance.camel;

import org.jspecify.annotations.NullMarked;
