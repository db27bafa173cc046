/** People, their roles, sign-in and sessions. */
@NullMarked
package dev.serai.admin.people;

import org.jspecify.annotations.NullMarked;
