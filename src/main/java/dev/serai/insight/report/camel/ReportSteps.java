package dev.serai.insight.report.camel;

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.people.camel.Operators;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.gateway.http.camel.JsonReply;
import dev.serai.gateway.http.camel.Query;
import dev.serai.gateway.http.camel.ReplyHeaders;
import dev.serai.insight.report.Editions;
import dev.serai.insight.report.Figures;
import dev.serai.insight.report.FiguresJson;
import dev.serai.insight.report.Letter;
import dev.serai.insight.report.Reports;
import dev.serai.insight.report.WantedReport;
import dev.serai.platform.contract.camel.ApiSteps;
import dev.serai.platform.error.ApiError;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Serves the API for reports. */
@ApiSteps("report-steps")
public final class ReportSteps {

	private static final String KIND = "report";

	private final Reports reports;

	private final Editions editions;

	private final Letter letter;

	private final JsonAnswers answers;

	ReportSteps(Reports reports, Editions editions, Letter letter, ObjectMapper json) {
		this.reports = reports;
		this.editions = editions;
		this.letter = letter;
		this.answers = new JsonAnswers(json);
	}

	public void createReport(Exchange exchange) {
		this.answers.reply(exchange, 201,
				this.reports.create(Operators.of(exchange), JsonAnswers.body(exchange, WantedReport.class)));
	}

	public void listReports(Exchange exchange) {
		this.answers.list(exchange, this.reports.list(Operators.of(exchange)));
	}

	public void getReport(Exchange exchange) {
		this.answers.reply(exchange, 200, this.reports.show(Operators.of(exchange), JsonAnswers.id(exchange, KIND)));
	}

	public void changeReport(Exchange exchange) {
		this.answers.reply(exchange, 200, this.reports.change(Operators.of(exchange), JsonAnswers.id(exchange, KIND),
				JsonAnswers.patch(exchange)));
	}

	public void deleteReport(Exchange exchange) {
		this.reports.delete(Operators.of(exchange), JsonAnswers.id(exchange, KIND));
		JsonReply.nothing(exchange);
	}

	public void sendReport(Exchange exchange) {
		this.answers.reply(exchange, 202, this.reports.send(Operators.of(exchange), JsonAnswers.id(exchange, KIND)));
	}

	public void listReportDeliveries(Exchange exchange) {
		this.answers.list(exchange, this.reports.deliveries(Operators.of(exchange), JsonAnswers.id(exchange, KIND)));
	}

	public void previewReport(Exchange exchange) {
		String format = Query.get(exchange, "format");
		Figures figures = this.editions
			.preview(this.reports.visible(Operators.of(exchange), JsonAnswers.id(exchange, KIND)));
		switch ((format != null) ? format : "html") {
			case "html" -> page(exchange, this.letter.page(figures), "text/html; charset=utf-8");
			case "text" -> page(exchange, this.letter.text(figures), "text/plain; charset=utf-8");
			case "json" -> JsonReply.put(exchange, 200, FiguresJson.write(figures).getBytes(StandardCharsets.UTF_8));
			default -> throw ApiError.invalid("format", "'format' must be html, text or json.").refused();
		}
	}

	private static void page(Exchange exchange, String text, String type) {
		Message message = exchange.getMessage();
		message.removeHeaders("*");
		message.setBody(text.getBytes(StandardCharsets.UTF_8));
		message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
		message.setHeader(Exchange.CONTENT_TYPE, type);
		ReplyHeaders.whole(message);
	}

}
