/** Administration of limits. */
@NullMarked
package dev.serai.admin.limit;

import org.jspecify.annotations.NullMarked;
