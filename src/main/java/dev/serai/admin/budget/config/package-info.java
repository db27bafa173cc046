/** Wires budget administration into the application. */
@NullMarked
package dev.serai.admin.budget.config;

import org.jspecify.annotations.NullMarked;
