/** Wires the database into the application. */
@NullMarked
package dev.serai.platform.database.config;

import org.jspecify.annotations.NullMarked;
