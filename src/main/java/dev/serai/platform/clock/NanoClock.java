package dev.serai.platform.clock;

import java.util.function.LongSupplier;

/**
 * Counts nanoseconds from some moment, and never goes back: the clock for durations and
 * deadlines. What the time of day is, a {@link java.time.Clock} says. The program has one
 * of each, so that its time can be simulated.
 */
@FunctionalInterface
public interface NanoClock extends LongSupplier {

}
