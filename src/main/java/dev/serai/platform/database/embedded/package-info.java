/** The embedded PostgreSQL server, used when no database is configured. */
@NullMarked
package dev.serai.platform.database.embedded;

import org.jspecify.annotations.NullMarked;
