/** How the program is put together: its settings, its database, its beans. */
@NullMarked
package dev.serai.boot;

import org.jspecify.annotations.NullMarked;
