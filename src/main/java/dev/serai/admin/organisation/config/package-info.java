/** Wires organisations, teams and keys. */
@NullMarked
package dev.serai.admin.organisation.config;

import org.jspecify.annotations.NullMarked;
