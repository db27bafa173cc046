package dev.serai.insight.analytics.config;

import java.time.Clock;

import dev.serai.insight.analytics.Analytics;
import dev.serai.insight.analytics.Names;
import dev.serai.insight.analytics.UsageReports;
import dev.serai.insight.analytics.UsageSums;
import dev.serai.insight.analytics.jdbc.JdbcCallHistory;
import dev.serai.platform.clock.NanoClock;
import dev.serai.platform.database.Database;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the analytics of the ledger. */
@Configuration(proxyBeanMethods = false)
class AnalyticsConfiguration {

	@Bean
	UsageReports usageReports(UsageSums sums, Names names, Clock clock) {
		return new UsageReports(sums, names, clock);
	}

	@Bean
	Analytics analytics(Database database, Clock clock, NanoClock nanoClock) {
		return new Analytics(new JdbcCallHistory(database, clock, nanoClock));
	}

}
