/** Wires alerts into the application. */
@NullMarked
package dev.serai.insight.alert.config;

import org.jspecify.annotations.NullMarked;
