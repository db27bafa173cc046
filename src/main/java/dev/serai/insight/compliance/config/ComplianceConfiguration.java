package dev.serai.insight.compliance.config;

import java.time.Clock;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.guardrail.GuardRules;
import dev.serai.gateway.routing.Policies;
import dev.serai.insight.analytics.UsageSums;
import dev.serai.insight.analytics.jdbc.JdbcCallHistory;
import dev.serai.insight.analytics.jdbc.JdbcNames;
import dev.serai.insight.compliance.Checklist;
import dev.serai.insight.compliance.ComplianceRecords;
import dev.serai.insight.compliance.Expiry;
import dev.serai.insight.compliance.Governance;
import dev.serai.insight.compliance.LiveEvidence;
import dev.serai.insight.compliance.MonthlyReports;
import dev.serai.insight.compliance.PersonExport;
import dev.serai.insight.compliance.Register;
import dev.serai.insight.compliance.RegularVerification;
import dev.serai.insight.compliance.ReportArchive;
import dev.serai.insight.compliance.ReportPage;
import dev.serai.insight.compliance.Retention;
import dev.serai.insight.compliance.RetentionRules;
import dev.serai.insight.compliance.jdbc.JdbcComplianceRecords;
import dev.serai.insight.compliance.jdbc.JdbcPersonalRecords;
import dev.serai.insight.compliance.jdbc.JdbcRemovals;
import dev.serai.ledger.audit.AuditKey;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.ledger.audit.Inspection;
import dev.serai.platform.clock.NanoClock;
import dev.serai.platform.database.Database;
import dev.serai.platform.start.Node;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires retention, erasure, export and compliance reports. */
@Configuration(proxyBeanMethods = false)
class ComplianceConfiguration {

	/**
	 * Read, verified against the chain and removed in one transaction, which has to be
	 * short.
	 */
	private static final int BATCH = 500;

	@Bean
	Retention retention(RetentionRules rules, TeamDirectory teams, AuditTrail audit) {
		return new Retention(rules, teams, audit);
	}

	@Bean
	Expiry expiry(RetentionRules rules, TeamDirectory teams, Database database, Node node, AuditKey key,
			AuditTrail audit, Clock clock) {
		return new Expiry(rules, teams, new JdbcRemovals(database, node.id(), key, clock), audit, clock, BATCH);
	}

	@Bean
	ComplianceRecords complianceRecords(Database database, ObjectMapper json, Clock clock) {
		return new JdbcComplianceRecords(database, json, clock);
	}

	@Bean
	RegularVerification regularVerification(Inspection inspection, ComplianceRecords records, Node node, Clock clock) {
		return new RegularVerification(inspection, records, node.id(), clock);
	}

	@Bean
	Governance governance(UsageSums sums, ComplianceRecords records, Database database, TeamDirectory teams,
			RetentionRules rules, Catalog catalog, Clock clock) {
		return new Governance(sums, records, new JdbcNames(database), teams, rules, catalog, clock);
	}

	@Bean
	MonthlyReports monthlyReports(Governance governance, ReportArchive archive, AuditTrail audit, ObjectMapper json,
			Clock clock) {
		return new MonthlyReports(governance, archive, audit, json, clock);
	}

	@Bean
	ReportPage reportPage(ObjectMapper json) {
		return new ReportPage(json);
	}

	@Bean
	Register register(Catalog catalog, Policies policies, TeamDirectory teams, UsageSums sums, Clock clock) {
		return new Register(catalog, policies, teams, sums, clock);
	}

	@Bean
	Checklist checklist(ComplianceRecords records, UsageSums sums, TeamDirectory teams, RetentionRules rules,
			Catalog catalog, GuardRules guards, ReportArchive archive, Clock clock) {
		return new Checklist(new LiveEvidence(records, sums, teams, rules, catalog, guards, archive, clock));
	}

	@Bean
	PersonExport personExport(Database database, AuditTrail audit, ObjectMapper json, Clock clock,
			NanoClock nanoClock) {
		return new PersonExport(new JdbcPersonalRecords(database), new JdbcCallHistory(database, clock, nanoClock),
				audit, json, clock);
	}

}
