/** Wires people and their sessions. */
@NullMarked
package dev.serai.admin.people.config;

import org.jspecify.annotations.NullMarked;
