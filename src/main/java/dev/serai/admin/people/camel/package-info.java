/** Beans that the routes of people and sessions call. */
@NullMarked
package dev.serai.admin.people.camel;

import org.jspecify.annotations.NullMarked;
