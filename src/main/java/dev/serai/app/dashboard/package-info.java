/** Serves the dashboard: its pages, and the files that they need. */
@NullMarked
package dev.serai.app.dashboard;

import org.jspecify.annotations.NullMarked;
