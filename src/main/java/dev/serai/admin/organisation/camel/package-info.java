/** Beans that the routes of organisations, teams and keys call. */
@NullMarked
package dev.serai.admin.organisation.camel;

import org.jspecify.annotations.NullMarked;
