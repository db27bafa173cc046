/** What a start needs: settings, private files, and the reason why it cannot go on. */
@NullMarked
package dev.serai.platform.start;

import org.jspecify.annotations.NullMarked;
