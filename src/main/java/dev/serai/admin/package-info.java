/** What an operator does: makes teams and keys, and revokes them. */
@NullMarked
package dev.serai.admin;

import org.jspecify.annotations.NullMarked;
