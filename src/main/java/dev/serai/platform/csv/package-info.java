/** CSV files for spreadsheets. */
@NullMarked
package dev.serai.platform.csv;

import org.jspecify.annotations.NullMarked;
