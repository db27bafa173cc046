/** Sessions that nodes share in Redis. */
@NullMarked
package dev.serai.admin.people.redis;

import org.jspecify.annotations.NullMarked;
