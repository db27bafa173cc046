/** Wires budget administration. */
@NullMarked
package dev.serai.admin.budget.config;

import org.jspecify.annotations.NullMarked;
