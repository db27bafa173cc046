/** Beans that the limit routes call. */
@NullMarked
package dev.serai.admin.limit.camel;

import org.jspecify.annotations.NullMarked;
