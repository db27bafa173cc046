/** PostgreSQL through JDBC: connections, transactions, schema, partitions. */
@NullMarked
package dev.serai.platform.database;

import org.jspecify.annotations.NullMarked;
