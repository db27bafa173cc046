package dev.serai.boot;

import java.time.Clock;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.access.TeamDirectory;
import dev.serai.admin.AuditTrail;
import dev.serai.analytics.UsageSums;
import dev.serai.audit.AuditKey;
import dev.serai.audit.Inspection;
import dev.serai.catalog.Catalog;
import dev.serai.compliance.Checklist;
import dev.serai.compliance.ComplianceRecords;
import dev.serai.compliance.Expiry;
import dev.serai.compliance.Governance;
import dev.serai.compliance.LiveEvidence;
import dev.serai.compliance.MonthlyReports;
import dev.serai.compliance.PersonExport;
import dev.serai.compliance.Register;
import dev.serai.compliance.RegularVerification;
import dev.serai.compliance.ReportArchive;
import dev.serai.compliance.ReportPage;
import dev.serai.compliance.Retention;
import dev.serai.compliance.RetentionRules;
import dev.serai.guard.GuardRules;
import dev.serai.ledger.Node;
import dev.serai.routing.Policies;
import dev.serai.store.Database;
import dev.serai.store.JdbcCallHistory;
import dev.serai.store.JdbcComplianceRecords;
import dev.serai.store.JdbcNames;
import dev.serai.store.JdbcPersonalRecords;
import dev.serai.store.JdbcRemovals;
import dev.serai.store.JdbcReportArchive;
import dev.serai.store.JdbcRetentionRules;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is kept for how long, and what is shown to who has to answer for it. */
@Configuration(proxyBeanMethods = false)
class ComplianceConfiguration {

	/**
	 * Read, held against the chain and removed in one transaction, which is to be short.
	 */
	private static final int BATCH = 500;

	@Bean
	RetentionRules retentionRules(Database database) {
		return new JdbcRetentionRules(database);
	}

	@Bean
	Retention retention(RetentionRules rules, TeamDirectory teams, AuditTrail audit) {
		return new Retention(rules, teams, audit);
	}

	@Bean
	Expiry expiry(RetentionRules rules, TeamDirectory teams, Database database, Node node, AuditKey key,
			AuditTrail audit) {
		return new Expiry(rules, teams, new JdbcRemovals(database, node.id(), key, Clock.systemUTC()), audit,
				Clock.systemUTC(), BATCH);
	}

	@Bean
	ComplianceRecords complianceRecords(Database database, ObjectMapper json) {
		return new JdbcComplianceRecords(database, json, Clock.systemUTC());
	}

	@Bean
	RegularVerification regularVerification(Inspection inspection, ComplianceRecords records, Node node) {
		return new RegularVerification(inspection, records, node.id(), Clock.systemUTC());
	}

	@Bean
	Governance governance(UsageSums sums, ComplianceRecords records, Database database, TeamDirectory teams,
			RetentionRules rules, Catalog catalog) {
		return new Governance(sums, records, new JdbcNames(database), teams, rules, catalog, Clock.systemUTC());
	}

	@Bean
	ReportArchive reportArchive(Database database) {
		return new JdbcReportArchive(database);
	}

	@Bean
	MonthlyReports monthlyReports(Governance governance, ReportArchive archive, AuditTrail audit, ObjectMapper json) {
		return new MonthlyReports(governance, archive, audit, json, Clock.systemUTC());
	}

	@Bean
	ReportPage reportPage(ObjectMapper json) {
		return new ReportPage(json);
	}

	@Bean
	Register register(Catalog catalog, Policies policies, TeamDirectory teams, UsageSums sums) {
		return new Register(catalog, policies, teams, sums, Clock.systemUTC());
	}

	@Bean
	Checklist checklist(ComplianceRecords records, UsageSums sums, TeamDirectory teams, RetentionRules rules,
			Catalog catalog, GuardRules guards, ReportArchive archive) {
		return new Checklist(
				new LiveEvidence(records, sums, teams, rules, catalog, guards, archive, Clock.systemUTC()));
	}

	@Bean
	PersonExport personExport(Database database, AuditTrail audit, ObjectMapper json) {
		return new PersonExport(new JdbcPersonalRecords(database), new JdbcCallHistory(database), audit, json,
				Clock.systemUTC());
	}

}
