package dev.serai.gateway.http.camel;

import java.util.Set;

import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of an information request, read from the request itself: among a
 * message's headers they would collide with HTTP headers of the same names, for instance
 * {@code From}. An unknown or repeated parameter is refused with 400; an empty one counts
 * as absent.
 */
public record Query(HttpServletRequest request) {

	/** The attribute that Tomcat sets when it cannot read the query. */
	private static final String UNREADABLE = "org.apache.catalina.parameter_parse_failed";

	/**
	 * @param known the allowed parameters
	 * @throws CallRefused 400 when others were sent
	 */
	public static Query of(Exchange exchange, Set<String> known) {
		HttpServletRequest request = exchange.getMessage()
			.getHeader(Exchange.HTTP_SERVLET_REQUEST, HttpServletRequest.class);
		request.getParameterMap().forEach((name, values) -> {
			if (!known.contains(name)) {
				throw ApiError
					.invalid(name, "unknown_parameter",
							"Unknown parameter; the parameters are " + known.stream().sorted().toList() + ".")
					.refused();
			}
			if (values.length > 1) {
				throw ApiError.invalid(name, "'" + name + "' is given more than once.").refused();
			}
		});
		if (request.getAttribute(UNREADABLE) != null) {
			throw ApiError.invalid(null, "bad_request", "The query is not correctly percent-encoded.").refused();
		}
		return new Query(request);
	}

	@Nullable public String get(String name) {
		String value = this.request.getParameter(name);
		return (value == null || value.isEmpty()) ? null : value;
	}

}
