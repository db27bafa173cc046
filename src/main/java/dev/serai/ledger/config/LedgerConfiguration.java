package dev.serai.ledger.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.cost.Pricer;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.ledger.jdbc.JdbcAuditTrail;
import dev.serai.ledger.jdbc.JdbcChain;
import dev.serai.ledger.journal.CrashedCalls;
import dev.serai.ledger.journal.Journal;
import dev.serai.ledger.journal.JournalInUse;
import dev.serai.ledger.journal.JournalSettings;
import dev.serai.ledger.journal.WriteOut;
import dev.serai.platform.clock.NanoClock;
import dev.serai.platform.config.AtStop;
import dev.serai.platform.config.DirectoryProperties;
import dev.serai.platform.database.Database;
import dev.serai.platform.start.CannotStart;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the journal on disk and the ledger in the database. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JournalProperties.class)
class LedgerConfiguration {

	@Bean
	CrashedCalls crashedCalls(Catalog catalog, Pricer pricer) {
		return new CrashedCalls(catalog, pricer);
	}

	@Bean
	Journal journal(DirectoryProperties directories, JournalProperties settings, CrashedCalls crashedCalls,
			NanoClock nanoClock) {
		Path directory = directories.dataDir().resolve("journal");
		try {
			return Journal.open(new JournalSettings(directory, settings.maxBytes(), settings.sync()), crashedCalls,
					nanoClock);
		}
		catch (JournalInUse ex) {
			throw new CannotStart("Another Serai is running on the data directory " + directories.dataDir() + ".",
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
	AtStop writeOut(Journal journal, Ledger ledger, NanoClock nanoClock) {
		return new AtStop(AtStop.Moment.AFTER_THE_LAST_CALL, new WriteOut(journal.tail(), ledger, nanoClock));
	}

	@Bean
	AuditTrail auditTrail(Database database, ObjectMapper json, JdbcChain chain, Clock clock) {
		return new JdbcAuditTrail(database, json, clock, chain);
	}

}
