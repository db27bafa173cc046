/** Wires alerts. */
@NullMarked
package dev.serai.insight.alert.config;

import org.jspecify.annotations.NullMarked;
