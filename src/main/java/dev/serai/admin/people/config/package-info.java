/** Wires people and sessions into the application. */
@NullMarked
package dev.serai.admin.people.config;

import org.jspecify.annotations.NullMarked;
