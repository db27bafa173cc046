/** Wires limit administration. */
@NullMarked
package dev.serai.admin.limit.config;

import org.jspecify.annotations.NullMarked;
