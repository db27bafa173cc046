package dev.serai.platform.contract.camel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.serai.platform.contract.Contract;
import dev.serai.platform.contract.Operation;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.json.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;

import org.springframework.stereotype.Component;

/**
 * Validates a request to {@code /api} against the contract. Runs after the role check, so
 * that clients without access learn nothing about the request's format.
 */
@Component("check-request")
final class CheckRequest implements Processor {

	private static final byte[] NOTHING = {};

	/** The attribute that Tomcat sets when it cannot read the query. */
	private static final String UNREADABLE = "org.apache.catalina.parameter_parse_failed";

	private final Contract contract;

	private final Map<Endpoint, Operation> operations = new ConcurrentHashMap<>();

	CheckRequest(Contract contract) {
		this.contract = contract;
	}

	@Override
	public void process(Exchange exchange) {
		Operation operation = this.operations.computeIfAbsent(exchange.getFromEndpoint(), this::operation);
		Message message = exchange.getMessage();
		HttpServletRequest request = message.getHeader(Exchange.HTTP_SERVLET_REQUEST, HttpServletRequest.class);
		operation.checkQuery(request.getParameterMap());
		if (request.getAttribute(UNREADABLE) != null) {
			throw ApiError.invalid(null, "bad_request", "The query is not correctly percent-encoded.").refused();
		}
		if (operation.takesBody()) {
			byte[] body = message.getBody(byte[].class);
			byte[] bytes = (body != null) ? body : NOTHING;
			operation.checkBody(StrictJson.object(bytes));
			// The next step reads the body again.
			message.setBody(bytes);
		}
	}

	private Operation operation(Endpoint endpoint) {
		PlatformHttpEndpoint served = (PlatformHttpEndpoint) endpoint;
		return this.contract.operation(served.getHttpMethodRestrict(), served.getPath());
	}

}
