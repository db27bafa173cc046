package dev.serai.insight.report.camel;

import java.util.Properties;
import java.util.UUID;

import org.apache.camel.Processor;
import org.apache.camel.component.quartz.QuartzComponent;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Provides the scheduler of the report routes. */
@Configuration(proxyBeanMethods = false)
class ReportRouteBeans {

	/**
	 * A scheduler with one thread. Due reports are rows in the database, not Quartz jobs:
	 * nodes start without the database, and each report is run by one node only.
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

}
