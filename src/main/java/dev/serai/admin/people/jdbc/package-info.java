/** The tables of people and their sessions. */
@NullMarked
package dev.serai.admin.people.jdbc;

import org.jspecify.annotations.NullMarked;
