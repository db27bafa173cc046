package dev.serai.insight.analytics.camel;

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

	private final UsageReports reports;

	private final JsonAnswers answers;

	UsageSteps(UsageReports reports, ObjectMapper json) {
		this.reports = reports;
		this.answers = new JsonAnswers(json);
	}

	public void getUsage(Exchange exchange) {
		UsageReport report = this.reports.usage(Operators.of(exchange),
				Query.of(exchange, UsageReports.Question.class));
		if (CsvReply.isWanted(exchange)) {
			UsageTable table = new UsageTable(report);
			CsvReply.put(exchange, table.fileName(), new CsvStream(UsageTable.COLUMNS, table.items(), table::lines));
			return;
		}
		this.answers.reply(exchange, 200, UsageJson.of(report));
	}

	public void getSpend(Exchange exchange) {
		this.answers.reply(exchange, 200,
				this.reports.spend(Operators.of(exchange), Query.of(exchange, UsageReports.SpendQuestion.class)));
	}

}
