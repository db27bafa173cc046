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

}
