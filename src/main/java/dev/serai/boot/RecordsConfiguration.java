package dev.serai.boot;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.access.KeyCache;
import dev.serai.access.KeyDirectory;
import dev.serai.access.KeyMaker;
import dev.serai.access.TeamDirectory;
import dev.serai.admin.Administration;
import dev.serai.admin.AuditTrail;
import dev.serai.analytics.Analytics;
import dev.serai.guard.GuardCounts;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.Node;
import dev.serai.store.AppendStep;
import dev.serai.store.Database;
import dev.serai.store.JdbcAuditTrail;
import dev.serai.store.JdbcCallHistory;
import dev.serai.store.JdbcLedger;
import dev.serai.store.JdbcGuardCounts;
import dev.serai.store.JdbcSpendSums;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is recorded, what is told of it, and what an operator does. */
@Configuration(proxyBeanMethods = false)
class RecordsConfiguration {

	@Bean
	Node node(SeraiProperties serai) {
		String id = new PrivateFile(serai.dataDir().resolve("node.id"))
			.readOrCreate(() -> UUID.randomUUID().toString());
		try {
			return new Node(UUID.fromString(id));
		}
		catch (IllegalArgumentException ex) {
			throw new CannotStart("The file node.id in " + serai.dataDir() + " holds no UUID.",
					"Restore it, or delete it if this data directory's records have all been written.");
		}
	}

	@Bean
	Ledger ledger(Database database, List<AppendStep> steps) {
		return new JdbcLedger(database, steps);
	}

	@Bean
	AuditTrail auditTrail(Database database, ObjectMapper json) {
		return new JdbcAuditTrail(database, json, Clock.systemUTC());
	}

	@Bean
	Analytics analytics(Database database) {
		return new Analytics(new JdbcCallHistory(database), new JdbcSpendSums(database));
	}

	@Bean
	Administration administration(TeamDirectory teams, KeyDirectory keys, KeyMaker keyMaker, KeyCache keyCache,
			AuditTrail audit) {
		return new Administration(teams, keys, keyMaker, keyCache, audit, Clock.systemUTC());
	}

	@Bean
	GuardCounts guardCounts(Database database) {
		return new JdbcGuardCounts(database);
	}

}
