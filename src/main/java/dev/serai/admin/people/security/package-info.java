/**
 * What stands before {@code /api} and the dashboard: who it is that asks, by admin key or
 * session, and the way in by OpenID Connect.
 */
@NullMarked
package dev.serai.admin.people.security;

import org.jspecify.annotations.NullMarked;
