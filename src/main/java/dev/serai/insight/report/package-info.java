/**
 * Cost reports: who gets which, when they are due, what they say, and that each is sent
 * once.
 */
@NullMarked
package dev.serai.insight.report;

import org.jspecify.annotations.NullMarked;
