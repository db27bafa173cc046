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
 * The first step of each administrative route: whether who asks may do this. Who it is
 * was found out before; where it was not, it is nobody.
 */
@Component
public final class Operators {

	private static final String OPERATOR = "operator";

	private static final String PERSON = "person";

	/** Lets through who passes the check; everybody else is refused with 401 or 403. */
	public Processor require(Consumer<Operator> check) {
		return exchange -> {
			Operator operator = Identification.operator(request(exchange));
			check.accept(operator);
			exchange.setProperty(OPERATOR, operator);
		};
	}

	/** Lets through who is signed in, and no admin key. */
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
	 * Who asks.
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
	 * Who asks in a session.
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
