/** People: who they are, how they sign in, and how long they stay so. */
@NullMarked
package dev.serai.admin.people;

import org.jspecify.annotations.NullMarked;
