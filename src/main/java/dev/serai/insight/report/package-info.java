/**
 * Cost reports: their recipients, schedule and figures, and their delivery exactly once.
 */
@NullMarked
package dev.serai.insight.report;

import org.jspecify.annotations.NullMarked;
