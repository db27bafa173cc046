/** What nodes share of people and their sessions in Redis. */
@NullMarked
package dev.serai.admin.people.redis;

import org.jspecify.annotations.NullMarked;
