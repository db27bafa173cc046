/** Storage of people in PostgreSQL. */
@NullMarked
package dev.serai.admin.people.jdbc;

import org.jspecify.annotations.NullMarked;
