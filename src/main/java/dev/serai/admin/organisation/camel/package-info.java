/** The beans that the routes of organisations, teams and keys name. */
@NullMarked
package dev.serai.admin.organisation.camel;

import org.jspecify.annotations.NullMarked;
