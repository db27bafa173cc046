/** The beans that the routes of budget administration name. */
@NullMarked
package dev.serai.admin.budget.camel;

import org.jspecify.annotations.NullMarked;
