package dev.serai.gateway.http.camel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.platform.error.CallRefused;
import dev.serai.platform.json.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of an information request, which the contract has validated. They
 * are read from the request itself: among a message's headers they would collide with
 * HTTP headers of the same names, for instance {@code From}. An empty one counts as
 * absent.
 */
public final class Query {

	private Query() {
	}

	/**
	 * Returns the parameters that a record has.
	 * @throws CallRefused 400 for a value that the record cannot hold
	 */
	public static <T extends Record> T of(Exchange exchange, Class<T> shape) {
		ObjectNode parameters = JsonNodeFactory.instance.objectNode();
		request(exchange).getParameterMap().forEach((name, values) -> {
			if (!values[0].isEmpty()) {
				parameters.put(name, values[0]);
			}
		});
		return StrictJson.part(parameters, shape);
	}

	public static @Nullable String get(Exchange exchange, String name) {
		String value = request(exchange).getParameter(name);
		return (value == null || value.isEmpty()) ? null : value;
	}

	private static HttpServletRequest request(Exchange exchange) {
		return exchange.getMessage().getHeader(Exchange.HTTP_SERVLET_REQUEST, HttpServletRequest.class);
	}

}
