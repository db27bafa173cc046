package dev.serai.insight.report.camel;

import java.util.Properties;
import java.util.UUID;

import org.apache.camel.Processor;
import org.apache.camel.component.quartz.QuartzComponent;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps that have to do with reports, and the clock that they go by. */
@Configuration(proxyBeanMethods = false)
class ReportRouteBeans {

	/**
	 * A clock with one thread. What is due is no job of its own: it stands in the
	 * database, where all nodes find it, so that a node starts without the database and
	 * none runs what another runs.
	 */
	@Bean("quartz")
	QuartzComponent quartz() {
		Properties properties = new Properties();
		properties.setProperty("org.quartz.scheduler.instanceName", "serai-" + UUID.randomUUID());
		properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
		properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
		properties.setProperty("org.quartz.threadPool.threadCount", "1");
		properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
		properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
		QuartzComponent quartz = new QuartzComponent();
		quartz.setProperties(properties);
		quartz.setPrefixInstanceName(false);
		quartz.setEnableJmx(false);
		return quartz;
	}

	@Bean("create-report")
	Processor createReport(ReportSteps steps) {
		return steps::create;
	}

	@Bean("list-reports")
	Processor listReports(ReportSteps steps) {
		return steps::list;
	}

	@Bean("show-report")
	Processor showReport(ReportSteps steps) {
		return steps::show;
	}

	@Bean("change-report")
	Processor changeReport(ReportSteps steps) {
		return steps::change;
	}

	@Bean("delete-report")
	Processor deleteReport(ReportSteps steps) {
		return steps::delete;
	}

	@Bean("preview-report")
	Processor previewReport(ReportSteps steps) {
		return steps::preview;
	}

	@Bean("order-report")
	Processor orderReport(ReportSteps steps) {
		return steps::order;
	}

	@Bean("list-report-deliveries")
	Processor listReportDeliveries(ReportSteps steps) {
		return steps::deliveries;
	}

	@Bean("open-due-reports")
	Processor openDueReports(DeliverySteps steps) {
		return steps::openDue;
	}

	@Bean("claim-delivery")
	Processor claimDelivery(DeliverySteps steps) {
		return steps::claim;
	}

	@Bean("write-report")
	Processor writeReport(DeliverySteps steps) {
		return steps::write;
	}

	@Bean("judge-failure")
	Processor judgeFailure(DeliverySteps steps) {
		return steps::judge;
	}

	@Bean("keep-outcome")
	Processor keepOutcome(DeliverySteps steps) {
		return steps::keepOutcome;
	}

}
