/** Wires objects that belong to no single feature. */
@NullMarked
package dev.serai.app.config;

import org.jspecify.annotations.NullMarked;
