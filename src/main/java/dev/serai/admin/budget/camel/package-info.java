/** Beans that the budget routes call. */
@NullMarked
package dev.serai.admin.budget.camel;

import org.jspecify.annotations.NullMarked;
