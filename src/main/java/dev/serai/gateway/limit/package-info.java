/**
 * How much a key, a team or a model's name may be used: requests and tokens in a minute,
 * calls at a time.
 */
@NullMarked
package dev.serai.gateway.limit;

import org.jspecify.annotations.NullMarked;
