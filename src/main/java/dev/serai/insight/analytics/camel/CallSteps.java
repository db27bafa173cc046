package dev.serai.insight.analytics.camel;

import java.time.Clock;
import java.time.ZoneId;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.people.camel.Operators;
import dev.serai.gateway.http.CsvStream;
import dev.serai.gateway.http.camel.CsvReply;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.gateway.http.camel.Query;
import dev.serai.insight.analytics.Analytics;
import dev.serai.insight.analytics.CallFilter;
import dev.serai.insight.analytics.CallOrder;
import dev.serai.insight.analytics.LocalTimes;
import dev.serai.insight.analytics.Page;
import dev.serai.platform.contract.camel.ApiSteps;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Serves the API for calls. */
@ApiSteps("call-steps")
public final class CallSteps {

	private final Analytics analytics;

	private final Clock clock;

	private final JsonAnswers answers;

	CallSteps(Analytics analytics, Clock clock, ObjectMapper json) {
		this.analytics = analytics;
		this.clock = clock;
		this.answers = new JsonAnswers(json);
	}

	public void listCalls(Exchange exchange) {
		CallFilter filter = Query.of(exchange, CallFilter.class);
		Page page = Query.of(exchange, Page.class);
		Shown shown = Query.of(exchange, Shown.class);
		if (CsvReply.isWanted(exchange)) {
			CallTable table = new CallTable(LocalTimes.of(shown.zone()));
			CsvReply.put(exchange, table.fileName(filter, this.clock.instant()), new CsvStream(CallTable.COLUMNS,
					this.analytics.pages(Operators.of(exchange), filter, page), table::rows));
			return;
		}
		this.answers.reply(exchange, 200, this.analytics.calls(Operators.of(exchange), filter, page, shown.sort()));
	}

	/**
	 * Reads the id from the path's last segment, not from a header that a request could
	 * set.
	 */
	public void getCall(Exchange exchange) {
		this.answers.reply(exchange, 200,
				this.analytics.call(Operators.of(exchange), exchange.getMessage().getHeader("id", "", String.class)));
	}

	/** The order of a page, and the time zone of a file. */
	private record Shown(@Nullable CallOrder sort, @Nullable ZoneId zone) {
	}

}
