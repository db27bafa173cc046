/** Tables as files that spreadsheets open. */
@NullMarked
package dev.serai.csv;

import org.jspecify.annotations.NullMarked;
