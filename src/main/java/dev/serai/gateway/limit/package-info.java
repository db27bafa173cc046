/**
 * Rate and concurrency limits for keys, teams and models: requests and tokens per minute,
 * concurrent calls.
 */
@NullMarked
package dev.serai.gateway.limit;

import org.jspecify.annotations.NullMarked;
