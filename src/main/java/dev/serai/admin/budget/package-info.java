/** Administration of budgets. */
@NullMarked
package dev.serai.admin.budget;

import org.jspecify.annotations.NullMarked;
