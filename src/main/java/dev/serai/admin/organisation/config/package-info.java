/** Wires organisations, teams and keys into the application. */
@NullMarked
package dev.serai.admin.organisation.config;

import org.jspecify.annotations.NullMarked;
