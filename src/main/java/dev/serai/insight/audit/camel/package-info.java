/** Beans that the audit routes call. */
@NullMarked
package dev.serai.insight.audit.camel;

import org.jspecify.annotations.NullMarked;
