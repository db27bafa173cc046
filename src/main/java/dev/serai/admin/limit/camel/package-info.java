/** The beans that the routes of limit administration name. */
@NullMarked
package dev.serai.admin.limit.camel;

import org.jspecify.annotations.NullMarked;
