package dev.serai.insight.analytics.camel;

import java.util.Set;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.people.camel.Operators;
import dev.serai.gateway.http.CsvStream;
import dev.serai.gateway.http.camel.CsvReply;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.gateway.http.camel.Query;
import dev.serai.insight.analytics.UsageReport;
import dev.serai.insight.analytics.UsageReports;
import dev.serai.platform.contract.camel.ApiSteps;
import org.apache.camel.Exchange;

/** Serves the API for usage and spend. */
@ApiSteps("usage-steps")
public final class UsageSteps {

	private static final Set<String> USAGE = Set.of("by", "team", "from", "to", "interval", "zone", "format");

	private static final Set<String> SPEND = Set.of("by", "from", "to");

	private final UsageReports reports;

	private final JsonAnswers answers;

	UsageSteps(UsageReports reports, ObjectMapper json) {
		this.reports = reports;
		this.answers = new JsonAnswers(json);
	}

	public void getUsage(Exchange exchange) {
		Query query = Query.of(exchange, USAGE);
		boolean csv = CsvReply.isWanted(query);
		UsageReport report = this.reports.usage(Operators.of(exchange), query::get);
		if (csv) {
			UsageTable table = new UsageTable(report);
			CsvReply.put(exchange, table.fileName(), new CsvStream(UsageTable.COLUMNS, table.items(), table::lines));
			return;
		}
		this.answers.reply(exchange, 200, UsageJson.of(report));
	}

	public void getSpend(Exchange exchange) {
		Query query = Query.of(exchange, SPEND);
		this.answers.reply(exchange, 200,
				this.reports.spend(Operators.of(exchange), query.get("by"), query.get("from"), query.get("to")));
	}

}
