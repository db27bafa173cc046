/** What the start needs: settings, private files, and the error that ends it. */
@NullMarked
package dev.serai.platform.start;

import org.jspecify.annotations.NullMarked;
