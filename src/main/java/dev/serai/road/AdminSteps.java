package dev.serai.road;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.access.Operator;
import dev.serai.admin.Administration;
import dev.serai.admin.NewKey;
import dev.serai.admin.NewTeam;
import dev.serai.analytics.Analytics;
import dev.serai.analytics.CallFilter;
import dev.serai.call.ApiError;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What an operator asks and orders: read from the request, answered as JSON. */
final class AdminSteps {

	private static final Set<String> NO_PARAMETERS = Set.of();

	private static final Set<String> CALLS = Set.of("limit", "before", "team", "model", "provider", "outcome",
			"feature");

	private static final Set<String> SPEND = Set.of("by", "from", "to");

	private static final int UUID_LENGTH = 36;

	private final Administration administration;

	private final Analytics analytics;

	private final ObjectMapper json;

	AdminSteps(Administration administration, Analytics analytics, ObjectMapper json) {
		this.administration = administration;
		this.analytics = analytics;
		this.json = json;
	}

	void createTeam(Exchange exchange) {
		reply(exchange, 201,
				this.administration.createTeam(Operators.of(exchange), NewTeam.read(body(exchange)).name()));
	}

	void listTeams(Exchange exchange) {
		Query.of(exchange, NO_PARAMETERS);
		Operator operator = Operators.of(exchange);
		list(exchange, this.administration.listTeams().stream().filter(team -> operator.sees(team.id())).toList());
	}

	void createKey(Exchange exchange) {
		NewKey wanted = NewKey.read(body(exchange));
		reply(exchange, 201, this.administration.createKey(Operators.of(exchange), wanted.teamId(), wanted.name(),
				wanted.allowedModels(), wanted.expiresAt()));
	}

	void listKeys(Exchange exchange) {
		Query.of(exchange, NO_PARAMETERS);
		Operator operator = Operators.of(exchange);
		list(exchange, this.administration.listKeys().stream().filter(key -> operator.sees(key.teamId())).toList());
	}

	void revokeKey(Exchange exchange) {
		this.administration.revokeKey(Operators.of(exchange), keyId(id(exchange)));
		JsonReply.nothing(exchange);
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

	private static byte[] body(Exchange exchange) {
		byte[] body = exchange.getMessage().getBody(byte[].class);
		return (body != null) ? body : new byte[0];
	}

	/** The path's last part: no header of the request comes by this way. */
	private static String id(Exchange exchange) {
		Message message = exchange.getMessage();
		return message.getHeader("id", "", String.class);
	}

	private static UUID keyId(String text) {
		try {
			if (text.length() == UUID_LENGTH) {
				return UUID.fromString(text);
			}
		}
		catch (IllegalArgumentException ex) {
			// Told below, like any other text that is no id.
		}
		throw ApiError.of(404, "invalid_request_error", "key_not_found", "There is no key with this id.").refused();
	}

	private void list(Exchange exchange, List<?> items) {
		reply(exchange, 200, Map.of("data", items));
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
