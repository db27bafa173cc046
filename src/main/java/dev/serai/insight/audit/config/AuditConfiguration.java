package dev.serai.insight.audit.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

import dev.serai.admin.organisation.Erasure;
import dev.serai.gateway.cache.AnswerCache;
import dev.serai.insight.analytics.AdminLog;
import dev.serai.insight.analytics.jdbc.JdbcAdminEvents;
import dev.serai.insight.compliance.jdbc.JdbcErasure;
import dev.serai.ledger.audit.AuditKey;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.ledger.audit.CheckpointFiles;
import dev.serai.ledger.audit.Checkpoints;
import dev.serai.ledger.audit.Inspection;
import dev.serai.ledger.audit.LastCheckpoint;
import dev.serai.ledger.jdbc.JdbcChain;
import dev.serai.ledger.jdbc.JdbcCheckpoints;
import dev.serai.ledger.jdbc.JdbcEvidence;
import dev.serai.platform.config.AtStop;
import dev.serai.platform.config.DirectoryProperties;
import dev.serai.platform.database.Database;
import dev.serai.platform.start.CannotStart;
import dev.serai.platform.start.Node;
import dev.serai.platform.start.PrivateFile;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the verification that detects changes of the records. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

	@Bean
	JdbcChain recordsChain(Node node) {
		return new JdbcChain(node.id());
	}

	@Bean
	AuditKey auditKey(DirectoryProperties directories) {
		Path file = directories.dataDir().resolve("audit.key");
		try {
			AuditKey key = AuditKey.of(new PrivateFile(file).readOrCreate(AuditKey::fresh));
			Files.writeString(directories.dataDir().resolve("audit.pub"), key.pem());
			return key;
		}
		catch (IllegalArgumentException ex) {
			throw new CannotStart(ex.getMessage() + ".", "Restore " + file + " from a backup.");
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot write audit.pub in " + directories.dataDir(), ex);
		}
	}

	@Bean
	Checkpoints checkpoints(Node node, Database database, AuditKey key, Clock clock) {
		return new Checkpoints(node.id(), new JdbcCheckpoints(database), key, clock);
	}

	@Bean
	CheckpointFiles checkpointFiles(DirectoryProperties directories) {
		return new CheckpointFiles(directories.dataDir().resolve("checkpoints"));
	}

	@Bean
	AtStop lastCheckpoint(Checkpoints checkpoints, CheckpointFiles files) {
		return new AtStop(AtStop.Moment.AFTER_THE_LAST_RECORD, new LastCheckpoint(checkpoints, files));
	}

	/**
	 * Checks signatures of this node against its own key; the key of another node must
	 * never change.
	 */
	@Bean
	Inspection inspection(Database database, CheckpointFiles files, Node node, AuditKey key) {
		return new Inspection(question -> JdbcEvidence.look(database, question), files::all,
				(signer, publicKey) -> !signer.equals(node.id()) || publicKey.equals(key.publicKey()));
	}

	@Bean
	Erasure erasure(Database database, AuditTrail audit, AnswerCache cache) {
		return new JdbcErasure(database, audit, cache::forget);
	}

	@Bean
	AdminLog adminLog(Database database) {
		return new AdminLog(new JdbcAdminEvents(database));
	}

}
