package dev.serai.road;

import java.util.function.Consumer;

import dev.serai.access.AdminAuthenticator;
import dev.serai.access.Operator;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The first step of each administrative route: finds out who it is, and whether they may.
 */
final class Operators {

	private static final String OPERATOR = "operator";

	private final AdminAuthenticator authenticator;

	Operators(AdminAuthenticator authenticator) {
		this.authenticator = authenticator;
	}

	/** Lets through who passes the check; everybody else is refused with 401 or 403. */
	Processor require(Consumer<Operator> check) {
		return exchange -> {
			Operator operator = identify(exchange);
			check.accept(operator);
			exchange.setProperty(OPERATOR, operator);
		};
	}

	private Operator identify(Exchange exchange) {
		HttpServletRequest request = exchange.getMessage()
			.getHeader(Exchange.HTTP_SERVLET_REQUEST, HttpServletRequest.class);
		// Two headers are as good as none: which of them counts must not be guessed.
		var values = request.getHeaders("authorization");
		String value = values.hasMoreElements() ? values.nextElement() : null;
		this.authenticator.check(values.hasMoreElements() ? null : value);
		return Operator.ADMIN_KEY;
	}

	/**
	 * Who asks.
	 * @throws IllegalStateException when the route does not begin with a check
	 */
	static Operator of(Exchange exchange) {
		Operator operator = exchange.getProperty(OPERATOR, Operator.class);
		if (operator == null) {
			throw new IllegalStateException("The route does not check who asks");
		}
		return operator;
	}

}
