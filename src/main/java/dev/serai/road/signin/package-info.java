/**
 * What stands before {@code /api} and the dashboard: who it is that asks, by admin key or
 * session, and the way in by OpenID Connect.
 */
@NullMarked
package dev.serai.road.signin;

import org.jspecify.annotations.NullMarked;
