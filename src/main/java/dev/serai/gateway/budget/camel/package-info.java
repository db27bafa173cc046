/** The beans that the routes of budgets name. */
@NullMarked
package dev.serai.gateway.budget.camel;

import org.jspecify.annotations.NullMarked;
