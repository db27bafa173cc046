/** Measurements with JMH, run by hand or by the benchmark profile. */
@NullMarked
package dev.serai.benchmark;

import org.jspecify.annotations.NullMarked;
