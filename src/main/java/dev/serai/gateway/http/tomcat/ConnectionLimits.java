package dev.serai.gateway.http.tomcat;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * How long a connection may take over a request, and how many connections one address may
 * have.
 *
 * @param headTime from a request's first byte until its head is complete; also from the
 * connection's begin until the first byte
 * @param bodyTime from the head's end until the body is complete
 * @param perAddress connections of one address; of version 6 the network that one
 * customer has counts as one
 * @param exempt addresses with any number of connections: the trusted proxies
 */
record ConnectionLimits(Duration headTime, Duration bodyTime, int perAddress, Predicate<String> exempt) {

	/**
	 * In bytes a second: a body that comes more slowly is given up once it has had the
	 * time of a head.
	 */
	static final int MIN_BODY_RATE = 500;

	/** In nanoseconds from the head's end, for a body of which so much has come. */
	long bodyNanos(long bytes) {
		long earned = this.headTime.plusMillis(bytes * 1000 / MIN_BODY_RATE).toNanos();
		return Math.min(this.bodyTime.toNanos(), earned);
	}

}
