/** Tables of budgets. */
@NullMarked
package dev.serai.gateway.budget.jdbc;

import org.jspecify.annotations.NullMarked;
