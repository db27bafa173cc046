package dev.serai.insight.compliance.camel;

import dev.serai.insight.compliance.MonthlyReports;
import dev.serai.insight.compliance.RegularVerification;
import org.apache.camel.Processor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of the routes about compliance. */
@Configuration(proxyBeanMethods = false)
class ComplianceRouteBeans {

	@Bean("show-team-retention")
	Processor showTeamRetention(ComplianceSteps steps) {
		return steps::showTeamRetention;
	}

	@Bean("change-team-retention")
	Processor changeTeamRetention(ComplianceSteps steps) {
		return steps::changeTeamRetention;
	}

	@Bean("show-organisation-retention")
	Processor showOrganisationRetention(ComplianceSteps steps) {
		return steps::showOrganisationRetention;
	}

	@Bean("change-organisation-retention")
	Processor changeOrganisationRetention(ComplianceSteps steps) {
		return steps::changeOrganisationRetention;
	}

	@Bean("governance-report")
	Processor governanceReport(ComplianceSteps steps) {
		return steps::report;
	}

	@Bean("list-governance-reports")
	Processor listGovernanceReports(ComplianceSteps steps) {
		return steps::listReports;
	}

	@Bean("show-governance-report")
	Processor showGovernanceReport(ComplianceSteps steps) {
		return steps::showReport;
	}

	@Bean("show-register")
	Processor showRegister(ComplianceSteps steps) {
		return steps::register;
	}

	@Bean("show-checklist")
	Processor showChecklist(ComplianceSteps steps) {
		return steps::checklist;
	}

	@Bean("export-person")
	Processor exportPerson(ComplianceSteps steps) {
		return steps::export;
	}

	@Bean("begin-removal")
	Processor beginRemoval(RemovalSteps steps) {
		return steps::begin;
	}

	@Bean("remove-batch")
	Processor removeBatch(RemovalSteps steps) {
		return steps::step;
	}

	@Bean("tell-removed")
	Processor tellRemoved(RemovalSteps steps) {
		return steps::tell;
	}

	@Bean("make-monthly-reports")
	Processor makeMonthlyReports(MonthlyReports monthly) {
		return exchange -> monthly.makeMissing();
	}

	@Bean("verify-if-due")
	Processor verifyIfDue(RegularVerification verification) {
		return exchange -> verification.verifyIfDue();
	}

}
