package dev.serai.gateway.http.tomcat;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * Time limits of requests on a connection, and the number of connections per address.
 *
 * @param headTime from a request's first byte until its head is complete; also from the
 * connection's start until the first byte
 * @param bodyTime from the head's end until the body is complete
 * @param perAddress connections per address; an IPv6 customer network counts as one
 * address
 * @param exempt addresses without a limit: the trusted proxies
 */
record ConnectionLimits(Duration headTime, Duration bodyTime, int perAddress, Predicate<String> exempt) {

	/** In bytes per second: a slower body is aborted after the time for a head. */
	static final int MIN_BODY_RATE = 500;

	/**
	 * Returns the time limit in nanoseconds from the head's end, for a body of which so
	 * much has been received.
	 */
	long bodyNanos(long bytes) {
		long earned = this.headTime.plusMillis(bytes * 1000 / MIN_BODY_RATE).toNanos();
		return Math.min(this.bodyTime.toNanos(), earned);
	}

}
