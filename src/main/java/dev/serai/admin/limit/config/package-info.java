/** Wires limit administration into the application. */
@NullMarked
package dev.serai.admin.limit.config;

import org.jspecify.annotations.NullMarked;
