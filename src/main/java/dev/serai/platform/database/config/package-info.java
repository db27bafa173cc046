/** Wires the database. */
@NullMarked
package dev.serai.platform.database.config;

import org.jspecify.annotations.NullMarked;
