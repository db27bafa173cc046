/** The beans that the routes of people and their sessions name. */
@NullMarked
package dev.serai.admin.people.camel;

import org.jspecify.annotations.NullMarked;
