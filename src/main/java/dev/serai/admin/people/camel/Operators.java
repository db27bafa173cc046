package dev.serai.admin.people.camel;

import java.util.function.Consumer;

import dev.serai.admin.people.SignIn;
import dev.serai.admin.people.SignedIn;
import dev.serai.admin.people.security.Identification;
import dev.serai.gateway.access.Operator;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

import org.springframework.stereotype.Component;

/**
 * Checks the operator's role in the first step of each administrative route. The filter
 * has authenticated the operator before; without one, the request is refused.
 */
@Component
public final class Operators {

	private static final String OPERATOR = "operator";

	private static final String PERSON = "person";

	/** Returns a step that runs the check; it refuses with 401 or 403. */
	public Processor require(Consumer<Operator> check) {
		return exchange -> {
			Operator operator = Identification.operator(request(exchange));
			check.accept(operator);
			exchange.setProperty(OPERATOR, operator);
		};
	}

	/** Returns a step that admits only people with a session, not the admin key. */
	Processor requirePerson() {
		return exchange -> {
			SignedIn person = Identification.signedIn(request(exchange));
			if (person == null) {
				throw SignIn.notSignedIn();
			}
			exchange.setProperty(OPERATOR, person.operator());
			exchange.setProperty(PERSON, person);
		};
	}

	public static HttpServletRequest request(Exchange exchange) {
		return exchange.getMessage().getHeader(Exchange.HTTP_SERVLET_REQUEST, HttpServletRequest.class);
	}

	/**
	 * Returns the request's operator.
	 * @throws IllegalStateException when the route does not begin with a check
	 */
	public static Operator of(Exchange exchange) {
		Operator operator = exchange.getProperty(OPERATOR, Operator.class);
		if (operator == null) {
			throw new IllegalStateException("The route does not check who asks");
		}
		return operator;
	}

	/**
	 * Returns the request's signed-in person.
	 * @throws IllegalStateException when the route does not begin with a check
	 */
	static SignedIn person(Exchange exchange) {
		SignedIn person = exchange.getProperty(PERSON, SignedIn.class);
		if (person == null) {
			throw new IllegalStateException("The route does not check who is signed in");
		}
		return person;
	}

}
