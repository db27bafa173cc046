/** Beans for the routes of budgets. */
@NullMarked
package dev.serai.gateway.budget.camel;

import org.jspecify.annotations.NullMarked;
