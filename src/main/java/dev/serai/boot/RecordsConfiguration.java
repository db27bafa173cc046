package dev.serai.boot;

import java.time.Clock;

import dev.serai.access.KeyCache;
import dev.serai.access.KeyDirectory;
import dev.serai.access.KeyMaker;
import dev.serai.access.TeamDirectory;
import dev.serai.admin.Administration;
import dev.serai.analytics.Analytics;
import dev.serai.ledger.Ledger;
import dev.serai.store.Database;
import dev.serai.store.JdbcCallHistory;
import dev.serai.store.JdbcLedger;
import dev.serai.store.JdbcSpendSums;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is recorded, what is told of it, and what an operator does. */
@Configuration(proxyBeanMethods = false)
class RecordsConfiguration {

	@Bean
	Ledger ledger(Database database) {
		return new JdbcLedger(database);
	}

	@Bean
	Analytics analytics(Database database) {
		return new Analytics(new JdbcCallHistory(database), new JdbcSpendSums(database));
	}

	@Bean
	Administration administration(TeamDirectory teams, KeyDirectory keys, KeyMaker keyMaker, KeyCache keyCache) {
		return new Administration(teams, keys, keyMaker, keyCache, Clock.systemUTC());
	}

}
