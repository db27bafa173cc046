package dev.serai.gateway.http.camel;

import java.util.Locale;
import java.util.Set;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Filters headers between HTTP and a route's message, by allow-list in both directions.
 * Only the named query parameters, but no headers, of a request become message headers;
 * only headers of the API's contract reach a caller.
 */
final class CallerHeaders implements HeaderFilterStrategy {

	private static final Set<String> OUT = Set.of("content-type", "cache-control", "retry-after", "x-accel-buffering",
			"x-should-retry", "allow", "www-authenticate", "idempotent-replayed", "content-disposition");

	private static final String OWN_PREFIX = "x-serai-";

	private final Set<String> parameters;

	/**
	 * @param parameters the query parameters that a route reads
	 */
	CallerHeaders(Set<String> parameters) {
		this.parameters = parameters;
	}

	@Override
	public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
		String lower = name.toLowerCase(Locale.ROOT);
		return !lower.startsWith(OWN_PREFIX) && !OUT.contains(lower);
	}

	@Override
	public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
		return !this.parameters.contains(name);
	}

}
