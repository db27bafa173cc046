/** What an operator does: makes, changes and ends organisations, teams and keys. */
@NullMarked
package dev.serai.admin.organisation;

import org.jspecify.annotations.NullMarked;
