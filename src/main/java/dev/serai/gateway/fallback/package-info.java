/**
 * The fallback chain: candidate by candidate, each behind its own breaker, within one
 * deadline and one budget of attempts.
 */
@NullMarked
package dev.serai.gateway.fallback;

import org.jspecify.annotations.NullMarked;
