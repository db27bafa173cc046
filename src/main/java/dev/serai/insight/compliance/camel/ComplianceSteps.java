package dev.serai.insight.compliance.camel;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.people.camel.Operators;
import dev.serai.gateway.http.camel.CsvReply;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.gateway.http.camel.Query;
import dev.serai.gateway.http.camel.ReplyHeaders;
import dev.serai.insight.analytics.LocalTimes;
import dev.serai.insight.compliance.Checklist;
import dev.serai.insight.compliance.Governance;
import dev.serai.insight.compliance.GovernanceReport;
import dev.serai.insight.compliance.MonthlyReports;
import dev.serai.insight.compliance.PersonExport;
import dev.serai.insight.compliance.Register;
import dev.serai.insight.compliance.ReportPage;
import dev.serai.insight.compliance.ReportTable;
import dev.serai.insight.compliance.Retention;
import dev.serai.platform.contract.camel.ApiSteps;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.jspecify.annotations.Nullable;

/** Serves the compliance API. */
@ApiSteps("compliance-steps")
public final class ComplianceSteps {

	private final Retention retention;

	private final Governance governance;

	private final MonthlyReports monthly;

	private final ReportPage page;

	private final Register register;

	private final Checklist checklist;

	private final PersonExport export;

	private final JsonAnswers answers;

	ComplianceSteps(Retention retention, Governance governance, MonthlyReports monthly, ReportPage page,
			Register register, Checklist checklist, PersonExport export, ObjectMapper json) {
		this.retention = retention;
		this.governance = governance;
		this.monthly = monthly;
		this.page = page;
		this.register = register;
		this.checklist = checklist;
		this.export = export;
		this.answers = new JsonAnswers(json);
	}

	public void getTeamRetention(Exchange exchange) {
		this.answers.reply(exchange, 200,
				this.retention.ofTeam(Operators.of(exchange), JsonAnswers.id(exchange, "team")));
	}

	public void setTeamRetention(Exchange exchange) {
		this.answers.reply(exchange, 200, this.retention.changeTeam(Operators.of(exchange),
				JsonAnswers.id(exchange, "team"), JsonAnswers.body(exchange, Days.class).callDays()));
	}

	public void getOrganisationRetention(Exchange exchange) {
		this.answers.reply(exchange, 200,
				this.retention.ofOrganisation(Operators.of(exchange), JsonAnswers.id(exchange, "organisation")));
	}

	public void setOrganisationRetention(Exchange exchange) {
		this.answers.reply(exchange, 200, this.retention.changeOrganisation(Operators.of(exchange),
				JsonAnswers.id(exchange, "organisation"), JsonAnswers.body(exchange, Days.class).callDays()));
	}

	public void getGovernanceReport(Exchange exchange) {
		reply(exchange, this.governance.report(Operators.of(exchange), Query.of(exchange, Governance.Question.class)));
	}

	public void listGovernanceReports(Exchange exchange) {
		this.answers.list(exchange, this.monthly.list(Operators.of(exchange)));
	}

	public void getKeptGovernanceReport(Exchange exchange) {
		reply(exchange, this.monthly.find(Operators.of(exchange), JsonAnswers.id(exchange, "report")));
	}

	private void reply(Exchange exchange, GovernanceReport report) {
		switch (Query.get(exchange, "format")) {
			case "csv" -> table(exchange, LocalTimes.of(null).file("governance", report.from(), report.to()),
					ReportTable.of(report));
			case "html" -> {
				text(exchange, "text/html", this.page.of(report));
				// Set on the HTTP response to replace the general policy: browsers
				// enforce both of two policies.
				if (exchange.getMessage() instanceof PlatformHttpMessage http) {
					http.getResponse().setHeader("Content-Security-Policy", this.page.contentPolicy());
				}
			}
			case null, default -> this.answers.reply(exchange, 200, report);
		}
	}

	public void getRegister(Exchange exchange) {
		Register.Entries entries = this.register.entries(Operators.of(exchange));
		if (CsvReply.isWanted(exchange)) {
			table(exchange, "register-" + LocalTimes.of(null).day(entries.at()) + ".csv", Register.table(entries));
			return;
		}
		this.answers.reply(exchange, 200, entries);
	}

	public void getChecklist(Exchange exchange) {
		this.answers.list(exchange, this.checklist.items(Operators.of(exchange)));
	}

	/** Streams all records of one end user. */
	public void exportPerson(Exchange exchange) {
		InputStream export = this.export.of(Operators.of(exchange), Query.get(exchange, "endUser"));
		Message message = exchange.getMessage();
		message.removeHeaders("*");
		message.setBody(export);
		message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
		message.setHeader(Exchange.CONTENT_TYPE, "application/json");
		message.setHeader("Content-Disposition", "attachment; filename=\"person.json\"");
	}

	private static void table(Exchange exchange, String file, String csv) {
		text(exchange, "text/csv", csv);
		exchange.getMessage().setHeader("Content-Disposition", "attachment; filename=\"" + file + "\"");
	}

	private static void text(Exchange exchange, String type, String text) {
		Message message = exchange.getMessage();
		message.removeHeaders("*");
		message.setBody(text.getBytes(StandardCharsets.UTF_8));
		message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
		message.setHeader(Exchange.CONTENT_TYPE, type + "; charset=UTF-8");
		ReplyHeaders.whole(message);
	}

	/** How long calls are kept. */
	private record Days(@Nullable Integer callDays) {
	}

}
