/** Serves the dashboard: its pages and their files. */
@NullMarked
package dev.serai.app.dashboard;

import org.jspecify.annotations.NullMarked;
