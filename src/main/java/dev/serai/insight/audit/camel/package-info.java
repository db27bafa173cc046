/** The beans that the routes of the audit name. */
@NullMarked
package dev.serai.insight.audit.camel;

import org.jspecify.annotations.NullMarked;
