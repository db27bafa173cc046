package dev.serai.road;

import java.io.UncheckedIOException;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.analytics.Analytics;
import dev.serai.analytics.CallFilter;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What an operator asks about calls: read from the request, answered as JSON. */
final class AdminSteps {

	private static final Set<String> CALLS = Set.of("limit", "before", "team", "model", "provider", "outcome",
			"feature");

	private static final Set<String> SPEND = Set.of("by", "from", "to");

	private final Analytics analytics;

	private final ObjectMapper json;

	AdminSteps(Analytics analytics, ObjectMapper json) {
		this.analytics = analytics;
		this.json = json;
	}

	void listCalls(Exchange exchange) {
		Query query = Query.of(exchange, CALLS);
		CallFilter filter = new CallFilter(query.get("team"), query.get("model"), query.get("provider"),
				query.get("outcome"), query.get("feature"));
		reply(exchange, 200,
				this.analytics.calls(Operators.of(exchange), filter, query.get("limit"), query.get("before")));
	}

	void showCall(Exchange exchange) {
		reply(exchange, 200, this.analytics.call(Operators.of(exchange), id(exchange)));
	}

	void showSpend(Exchange exchange) {
		Query query = Query.of(exchange, SPEND);
		reply(exchange, 200,
				this.analytics.spend(Operators.of(exchange), query.get("by"), query.get("from"), query.get("to")));
	}

	/** The path's last part: no header of the request comes by this way. */
	private static String id(Exchange exchange) {
		Message message = exchange.getMessage();
		return message.getHeader("id", "", String.class);
	}

	private void reply(Exchange exchange, int status, Object answer) {
		try {
			JsonReply.put(exchange, status, this.json.writeValueAsBytes(answer));
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
