/**
 * The fallback chain: tries candidate by candidate, each behind its own breaker, within
 * one deadline and one limit of attempts.
 */
@NullMarked
package dev.serai.gateway.fallback;

import org.jspecify.annotations.NullMarked;
