/** Limits as operators set, change and remove them. */
@NullMarked
package dev.serai.admin.limit;

import org.jspecify.annotations.NullMarked;
