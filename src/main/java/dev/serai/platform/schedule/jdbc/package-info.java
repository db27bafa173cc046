/** Jobs that run once, whatever the number of nodes: Quartz on Serai's database. */
@NullMarked
package dev.serai.platform.schedule.jdbc;

import org.jspecify.annotations.NullMarked;
