/** The records in PostgreSQL: one class for each of the domain's interfaces to them. */
@NullMarked
package dev.serai.store;

import org.jspecify.annotations.NullMarked;
