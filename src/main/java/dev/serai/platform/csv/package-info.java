/** Tables as files that spreadsheets open. */
@NullMarked
package dev.serai.platform.csv;

import org.jspecify.annotations.NullMarked;
