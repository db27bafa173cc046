package dev.serai.app.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.organisation.Keys;
import dev.serai.admin.organisation.Organisations;
import dev.serai.admin.organisation.Teams;
import dev.serai.gateway.access.KeyCache;
import dev.serai.gateway.access.KeyDirectory;
import dev.serai.gateway.access.KeyMaker;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.cost.Pricer;
import dev.serai.gateway.routing.Policies;
import dev.serai.insight.analytics.Analytics;
import dev.serai.insight.analytics.Names;
import dev.serai.insight.analytics.UsageReports;
import dev.serai.insight.analytics.UsageSums;
import dev.serai.insight.analytics.jdbc.JdbcCallHistory;
import dev.serai.insight.analytics.jdbc.JdbcNames;
import dev.serai.insight.analytics.jdbc.JdbcUsageSums;
import dev.serai.insight.analytics.jdbc.RollUps;
import dev.serai.insight.guardrail.GuardCounts;
import dev.serai.insight.guardrail.jdbc.JdbcGuardCounts;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.ledger.jdbc.AppendStep;
import dev.serai.ledger.jdbc.JdbcAuditTrail;
import dev.serai.ledger.jdbc.JdbcChain;
import dev.serai.ledger.jdbc.JdbcLedger;
import dev.serai.ledger.journal.CrashedCalls;
import dev.serai.ledger.journal.Journal;
import dev.serai.ledger.journal.JournalInUse;
import dev.serai.ledger.journal.JournalSettings;
import dev.serai.ledger.journal.WriteOut;
import dev.serai.platform.config.AtStop;
import dev.serai.platform.config.SeraiProperties;
import dev.serai.platform.database.Database;
import dev.serai.platform.start.CannotStart;
import dev.serai.platform.start.Node;
import dev.serai.platform.start.PrivateFile;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

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
	CrashedCalls crashedCalls(Catalog catalog, Pricer pricer) {
		return new CrashedCalls(catalog, pricer);
	}

	@Bean
	Journal journal(SeraiProperties serai, CrashedCalls crashedCalls) {
		Path directory = serai.dataDir().resolve("journal");
		JournalSettings.Sync sync = JournalSettings.Sync.valueOf(serai.journal().sync().name());
		try {
			return Journal.open(new JournalSettings(directory, serai.journal().maxBytes(), sync), crashedCalls);
		}
		catch (JournalInUse ex) {
			throw new CannotStart("Another Serai is running on the data directory " + serai.dataDir() + ".",
					"Stop it, or set SERAI_DATA_DIR to another directory.", ex);
		}
		catch (IOException ex) {
			throw new CannotStart("The journal in " + directory + " cannot be opened: " + ex,
					"Make room on the disk, and see that Serai may write there.", ex);
		}
		catch (IllegalArgumentException ex) {
			throw new CannotStart(ex.getMessage() + ".", "Set serai.journal.max-bytes to more.", ex);
		}
	}

	@Bean
	AtStop writeOut(Journal journal, Ledger ledger) {
		return new AtStop(AtStop.Moment.AFTER_THE_LAST_CALL, new WriteOut(journal.tail(), ledger));
	}

	@Bean
	Ledger ledger(Database database, List<AppendStep> steps) {
		return new JdbcLedger(database, steps);
	}

	@Bean
	AuditTrail auditTrail(Database database, ObjectMapper json, JdbcChain chain) {
		return new JdbcAuditTrail(database, json, Clock.systemUTC(), chain);
	}

	@Bean
	UsageSums usageSums(Database database) {
		return new JdbcUsageSums(database);
	}

	/**
	 * After the calls have been hashed, for all nodes' writers wait for the rows that it
	 * changes.
	 */
	@Bean
	@Order(1)
	AppendStep rollUps() {
		return new RollUps();
	}

	@Bean
	Names names(Database database) {
		return new JdbcNames(database);
	}

	@Bean
	UsageReports usageReports(UsageSums sums, Names names) {
		return new UsageReports(sums, names, Clock.systemUTC());
	}

	@Bean
	Analytics analytics(Database database) {
		return new Analytics(new JdbcCallHistory(database));
	}

	@Bean
	Organisations organisations(TeamDirectory teams, KeyCache keyCache, AuditTrail audit) {
		return new Organisations(teams, keyCache, audit, Clock.tickMillis(ZoneOffset.UTC));
	}

	@Bean
	Teams teamAdministration(TeamDirectory teams, KeyCache keyCache, AuditTrail audit) {
		return new Teams(teams, keyCache, audit, Clock.tickMillis(ZoneOffset.UTC));
	}

	@Bean
	Keys keyAdministration(TeamDirectory teams, KeyDirectory keys, KeyMaker keyMaker, KeyCache keyCache,
			AuditTrail audit, Policies policies) {
		return new Keys(teams, keys, keyMaker, keyCache, audit, name -> policies.find(name) != null, Clock.systemUTC());
	}

	@Bean
	GuardCounts guardCounts(Database database) {
		return new JdbcGuardCounts(database);
	}

}
