package dev.serai.platform.clock;

import java.util.function.LongSupplier;

/**
 * A monotonic clock in nanoseconds from an arbitrary origin, for durations and deadlines.
 * A {@link java.time.Clock} gives the time of day. The program has one of each, so that
 * tests can simulate time.
 */
@FunctionalInterface
public interface NanoClock extends LongSupplier {

}
