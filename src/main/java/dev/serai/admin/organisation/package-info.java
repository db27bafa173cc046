/** Administration of organisations, teams and keys. */
@NullMarked
package dev.serai.admin.organisation;

import org.jspecify.annotations.NullMarked;
