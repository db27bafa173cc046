/** Budgets as operators set, change and remove them. */
@NullMarked
package dev.serai.admin.budget;

import org.jspecify.annotations.NullMarked;
