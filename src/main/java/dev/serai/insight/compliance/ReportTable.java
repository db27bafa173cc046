package dev.serai.insight.compliance;

import java.math.BigDecimal;

import dev.serai.insight.compliance.GovernanceReport.Administration;
import dev.serai.insight.compliance.GovernanceReport.Kept;
import dev.serai.insight.compliance.GovernanceReport.ModelUse;
import dev.serai.insight.compliance.GovernanceReport.TeamUse;
import dev.serai.insight.compliance.GovernanceReport.Usage;
import dev.serai.platform.csv.CsvWriter;
import org.jspecify.annotations.Nullable;

/**
 * Formats a governance report as spreadsheet rows. The first column names the report's
 * section; columns that do not apply are empty.
 */
public final class ReportTable {

	private static final String[] COLUMNS = { "section", "name", "id", "detail", "region", "kind", "action", "calls",
			"count", "cost_usd" };

	private ReportTable() {
	}

	/** Returns the report as CSV. */
	public static String of(GovernanceReport report) {
		StringBuilder text = new StringBuilder();
		CsvWriter csv = new CsvWriter(text, COLUMNS);
		head(csv, report);
		report.teams().forEach(team -> team(csv, team));
		report.keys()
			.forEach(key -> csv.row("key", key.name(), key.id(), null, null, null, null, key.calls(), null,
					amount(key.costUsd())));
		report.regions()
			.forEach(region -> csv.row("region", region.region(), null, String.join(" ", region.deployments()),
					region.region(), null, null, region.calls(), null, amount(region.costUsd())));
		report.dataClasses()
			.forEach(data -> csv.row("data_class", data.finding(), null, null, null, null, null, data.calls(),
					data.findings(), null));
		report.guardEvents()
			.forEach(event -> csv.row("guardrail", event.guard(), null, event.finding() + " " + event.direction(), null,
					event.mode(), event.action(), event.calls(), event.findings(), null));
		report.breaches()
			.forEach(breach -> csv.row("breach", breach.rule(), null, null, null, breach.kind(), null, breach.calls(),
					null, null));
		administration(csv, report.administration());
		verification(csv, report.verification());
		retention(csv, report.retention());
		return text.toString();
	}

	private static void head(CsvWriter csv, GovernanceReport report) {
		fact(csv, "report", "from", report.from());
		fact(csv, "report", "to", report.to());
		fact(csv, "report", "made_at", report.madeAt());
		fact(csv, "report", "scope", report.scope());
		Usage usage = report.usage();
		csv.row("usage", "all", null, null, null, null, null, usage.calls(), usage.tokens(), amount(usage.costUsd()));
		calls(csv, "ok", usage.ok());
		calls(csv, "refused", usage.refused());
		calls(csv, "failed", usage.failed());
		calls(csv, "left", usage.left());
		calls(csv, "cache_hits", usage.cacheHits());
		csv.row("usage", "end_users", null, null, null, null, null, usage.endUserCalls(), usage.endUsers(), null);
		csv.row("omitted", "teams", null, null, null, null, null, null, report.omitted().teams(), null);
		csv.row("omitted", "keys", null, null, null, null, null, null, report.omitted().keys(), null);
	}

	private static void calls(CsvWriter csv, String name, long calls) {
		csv.row("usage", name, null, null, null, null, null, calls, null, null);
	}

	private static void fact(CsvWriter csv, String section, String name, @Nullable Object value) {
		csv.row(section, name, null, value, null, null, null, null, null, null);
	}

	private static void team(CsvWriter csv, TeamUse team) {
		csv.row("team", team.name(), team.id(), null, null, null, null, team.calls(), null, amount(team.costUsd()));
		for (ModelUse model : team.models()) {
			csv.row("team_model", team.name(), team.id(), model.deployment(), model.region(), null, null, model.calls(),
					null, amount(model.costUsd()));
		}
	}

	private static void administration(CsvWriter csv, Administration administration) {
		administration.changes()
			.forEach(change -> csv.row("change", change.actor(), null, null, null, change.kind(), change.action(), null,
					change.events(), null));
		count(csv, "sign_in", "sign_ins", administration.signIns());
		count(csv, "sign_in", "people", administration.signedIn());
	}

	private static void verification(CsvWriter csv, @Nullable LastVerification last) {
		if (last == null) {
			return;
		}
		fact(csv, "verification", "at", last.at());
		fact(csv, "verification", "valid", last.valid());
		count(csv, "verification", "records", last.records());
		count(csv, "verification", "erased", last.erased());
		count(csv, "verification", "removed", last.removed());
		count(csv, "verification", "unproved", last.unproved());
		count(csv, "verification", "inserted", last.inserted());
		count(csv, "verification", "unverified", last.unverified());
		if (last.first() != null) {
			fact(csv, "verification", "first_wrong",
					last.first().kind() + " " + last.first().seq() + " " + last.first().reason().word());
		}
	}

	private static void retention(CsvWriter csv, Kept kept) {
		count(csv, "retention", "standard_days", kept.standardDays());
		count(csv, "retention", "teams", kept.teams());
		count(csv, "retention", "teams_with_end", kept.teamsWithEnd());
		count(csv, "retention", "removed_calls", kept.removedCalls());
		count(csv, "retention", "erasures", kept.erasures());
		count(csv, "retention", "erased_calls", kept.erasedCalls());
		count(csv, "retention", "exports", kept.exports());
	}

	private static void count(CsvWriter csv, String section, String name, @Nullable Number count) {
		csv.row(section, name, null, null, null, null, null, null, count, null);
	}

	private static BigDecimal amount(String usd) {
		return new BigDecimal(usd);
	}

}
