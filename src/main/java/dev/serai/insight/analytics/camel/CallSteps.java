package dev.serai.insight.analytics.camel;

import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.people.camel.Operators;
import dev.serai.gateway.http.CsvStream;
import dev.serai.gateway.http.camel.CsvReply;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.gateway.http.camel.Query;
import dev.serai.insight.analytics.Analytics;
import dev.serai.insight.analytics.CallFilter;
import dev.serai.insight.analytics.LocalTimes;
import dev.serai.platform.contract.camel.ApiSteps;
import org.apache.camel.Exchange;

/** Serves the API for calls. */
@ApiSteps("call-steps")
public final class CallSteps {

	private static final Set<String> PARAMETERS = Stream
		.concat(CallFilter.PARAMETERS.stream(), Stream.of("limit", "before", "sort", "format", "zone"))
		.collect(Collectors.toUnmodifiableSet());

	private final Analytics analytics;

	private final Clock clock;

	private final JsonAnswers answers;

	CallSteps(Analytics analytics, Clock clock, ObjectMapper json) {
		this.analytics = analytics;
		this.clock = clock;
		this.answers = new JsonAnswers(json);
	}

	public void listCalls(Exchange exchange) {
		Query query = Query.of(exchange, PARAMETERS);
		if (CsvReply.isWanted(query)) {
			CallTable table = new CallTable(LocalTimes.of(query.get("zone")));
			CsvReply.put(exchange, table.fileName(CallFilter.read(query::get), this.clock.instant()), new CsvStream(
					CallTable.COLUMNS, this.analytics.pages(Operators.of(exchange), query::get), table::rows));
			return;
		}
		this.answers.reply(exchange, 200, this.analytics.calls(Operators.of(exchange), query::get));
	}

	/**
	 * Reads the id from the path's last segment, not from a header that a request could
	 * set.
	 */
	public void getCall(Exchange exchange) {
		this.answers.reply(exchange, 200,
				this.analytics.call(Operators.of(exchange), exchange.getMessage().getHeader("id", "", String.class)));
	}

}
