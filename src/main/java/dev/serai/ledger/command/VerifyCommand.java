package dev.serai.ledger.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

import dev.serai.ledger.audit.AuditKey;
import dev.serai.ledger.audit.Checkpoint;
import dev.serai.ledger.audit.CheckpointFiles;
import dev.serai.ledger.audit.Finding;
import dev.serai.ledger.audit.Inspection;
import dev.serai.ledger.audit.Verdict;
import dev.serai.ledger.jdbc.JdbcEvidence;
import dev.serai.platform.database.Database;
import dev.serai.platform.database.embedded.EmbeddedDatabase;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code serai.jar verify}: verifies the records without a server. */
@Command(name = "verify",
		description = { "Verify that no record was changed. --url and --username name the database,",
				"--data-dir the data directory with the embedded one.%n" },
		footer = "%nThe password is taken from SPRING_DATASOURCE_PASSWORD.", exitCodeOnExecutionException = 2,
		exitCodeListHeading = "%nExit codes:%n", exitCodeList = { "0:all records are verified",
				"1:some records were tampered with", "2:the records could not be verified" })
public final class VerifyCommand implements Callable<Integer> {

	@Spec
	private CommandSpec spec;

	@Option(names = "--url", paramLabel = "URL", description = "(default: SPRING_DATASOURCE_URL, or else embedded)")
	private @Nullable String url = set("SPRING_DATASOURCE_URL");

	@Option(names = "--username", paramLabel = "NAME", description = "(default: SPRING_DATASOURCE_USERNAME)")
	private @Nullable String username = set("SPRING_DATASOURCE_USERNAME");

	@Option(names = "--data-dir", paramLabel = "DIR", description = "(default: SERAI_DATA_DIR, or else ./data)")
	private Path dataDir = Path.of(Objects.requireNonNullElse(set("SERAI_DATA_DIR"), "data"));

	@Option(names = "--checkpoints", paramLabel = "DIR",
			description = "checkpoints stored outside the database (default: checkpoints in the data directory)")
	private @Nullable Path checkpoints;

	@Option(names = "--public-key", paramLabel = "FILE",
			description = "trust only checkpoints signed with this key (PEM); give one for each node")
	private List<Path> keyFiles = List.of();

	@Override
	public Integer call() throws IOException {
		Verdict verdict = verify();
		for (Verdict.OfNode node : verdict.nodes()) {
			out().printf("Node %s: %d calls and %d administrative events%s%n", node.node(), node.calls(),
					node.adminEvents(), (node.first() != null) ? ", then " + tell(node.first()) : "");
		}
		out().printf("Verified records: %d; personal data was erased from %d of them%n", verdict.records(),
				verdict.erased());
		if (verdict.removed() > 0) {
			out().printf("Records removed after their retention ended: %d%n", verdict.removed());
		}
		if (verdict.unproved() > 0) {
			out().printf("Records from before hash chains existed, which cannot be verified: %d%n", verdict.unproved());
		}
		if (verdict.inserted() > 0) {
			out().printf("Records inserted into the database, in no chain: %d%n", verdict.inserted());
		}
		if (verdict.unverified() > 0) {
			out().printf("Records that cannot be verified, because a chain deviates before them: %d%n",
					verdict.unverified());
		}
		out().printf("Matching checkpoints: %d%n", verdict.checkpoints());
		if (verdict.first() == null) {
			out().println("VERIFIED");
			return 0;
		}
		out().println("TAMPERED. The first deviation: " + tell(verdict.first()));
		return 1;
	}

	/** A blank variable counts as not set. */
	private static @Nullable String set(String variable) {
		return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank()).orElse(null);
	}

	private PrintWriter out() {
		return this.spec.commandLine().getOut();
	}

	private Verdict verify() throws IOException {
		if (this.url != null) {
			return verify(this.url);
		}
		Path directory = this.dataDir.toAbsolutePath().normalize();
		if (!Files.exists(directory.resolve("postgres").resolve("PG_VERSION"))) {
			throw new IOException("there is no database in " + directory + ". Name one with --url or --data-dir.");
		}
		Optional<String> running = EmbeddedDatabase.urlOfRunning(directory);
		if (running.isPresent()) {
			return verify(running.get());
		}
		try (EmbeddedDatabase own = EmbeddedDatabase.start(directory)) {
			return verify(own.jdbcUrl());
		}
	}

	private Verdict verify(String at) throws IOException {
		Set<String> keys = new HashSet<>();
		for (Path file : this.keyFiles) {
			keys.add(AuditKey.publicKeyIn(Files.readString(file)));
		}
		Database database = Database.unpooled(at, this.username, set("SPRING_DATASOURCE_PASSWORD"));
		return new Inspection(question -> JdbcEvidence.look(database, question), this::outside,
				(node, key) -> keys.isEmpty() || keys.contains(key))
			.verdict();
	}

	private List<Checkpoint> outside() {
		if (this.checkpoints != null && !Files.isDirectory(this.checkpoints)) {
			throw new IllegalArgumentException("there is no directory " + this.checkpoints);
		}
		List<Checkpoint> kept = new CheckpointFiles(
				(this.checkpoints != null) ? this.checkpoints : this.dataDir.resolve("checkpoints"))
			.all();
		if (kept.isEmpty()) {
			out().println("There are no checkpoints outside the database. Without them, a shortened or rewritten chain"
					+ " is not detected.");
		}
		return kept;
	}

	private static String tell(Finding finding) {
		return "%s %s%s%s: %s".formatted(finding.kind(), (finding.seq() > 0) ? finding.seq() : "in no chain",
				(finding.node() != null) ? " of node " + finding.node() : "",
				(finding.id() != null) ? ", id " + finding.id() : "", finding.reason().word());
	}

}
