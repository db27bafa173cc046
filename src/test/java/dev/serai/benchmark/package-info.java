/**
 * Measures Serai from outside, as a whole process, against the same calls made directly
 * and through nginx. {@link dev.serai.benchmark.Benchmark} is the program.
 */
@NullMarked
package dev.serai.benchmark;

import org.jspecify.annotations.NullMarked;
