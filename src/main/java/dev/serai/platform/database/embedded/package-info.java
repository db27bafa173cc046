/** The PostgreSQL server that Serai starts where none is given. */
@NullMarked
package dev.serai.platform.database.embedded;

import org.jspecify.annotations.NullMarked;
