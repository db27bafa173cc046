/**
 * Authentication of {@code /api} and the dashboard by admin key or session, and the
 * sign-in by OpenID Connect.
 */
@NullMarked
package dev.serai.admin.people.security;

import org.jspecify.annotations.NullMarked;
