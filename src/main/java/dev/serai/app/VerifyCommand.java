package dev.serai.app;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * {@code serai.jar verify}: verifies the records from the command line, with no server.
 * It ends with 0 when all is as it was written, with 1 when something is not, and with 2
 * when it could not find out.
 */
public final class VerifyCommand {

	/** The word on the command line. */
	public static final String NAME = "verify";

	private static final int VALID = 0;

	private static final int TAMPERED = 1;

	private static final int UNKNOWN = 2;

	private static final String USAGE = """
			Usage: java -jar serai.jar verify [options]
			Says whether the records are as they were written. Ends with 0 when they are, 1 when not, 2 when that
			could not be found out.
			  --url URL           the database (default: SPRING_DATASOURCE_URL; else the embedded one)
			  --username NAME     (default: SPRING_DATASOURCE_USERNAME)
			  --data-dir DIR      Serai's data directory (default: SERAI_DATA_DIR; else ./data)
			  --checkpoints DIR   checkpoints that were kept out of the database (default: checkpoints in the data
			                      directory)
			  --public-key FILE   trust checkpoints signed with this key alone (PEM; once for each node)
			The password is taken from SPRING_DATASOURCE_PASSWORD.""";

	private final Map<String, String> environment;

	private final PrintStream out;

	private @Nullable String url;

	private @Nullable String username;

	private Path dataDir;

	private @Nullable Path checkpoints;

	private final Set<String> keys = new HashSet<>();

	/**
	 * @param environment the variables that settings are taken from
	 * @param out where the report goes
	 */
	public VerifyCommand(Map<String, String> environment, PrintStream out) {
		this.environment = environment;
		this.out = out;
		this.url = set("SPRING_DATASOURCE_URL");
		this.username = set("SPRING_DATASOURCE_USERNAME");
		String directory = set("SERAI_DATA_DIR");
		this.dataDir = Path.of((directory != null) ? directory : "data");
	}

	private @Nullable String set(String variable) {
		String value = this.environment.get(variable);
		return (value == null || value.isBlank()) ? null : value;
	}

	/** Runs it as a program of its own, which logs nothing but what goes wrong. */
	public static int main(List<String> arguments) {
		LoggingSystem.get(VerifyCommand.class.getClassLoader()).setLogLevel(null, LogLevel.ERROR);
		return new VerifyCommand(System.getenv(), System.out).run(arguments);
	}

	/**
	 * @param arguments what follows the command's name
	 * @return the exit code
	 */
	public int run(List<String> arguments) {
		if (arguments.contains("--help")) {
			this.out.println(USAGE);
			return VALID;
		}
		try {
			read(arguments);
			return report(verify());
		}
		catch (IOException | RuntimeException ex) {
			this.out.println("Could not verify: " + ex.getMessage());
			return UNKNOWN;
		}
	}

	private void read(List<String> arguments) throws IOException {
		for (int i = 0; i < arguments.size(); i += 2) {
			if (i + 1 == arguments.size()) {
				throw new IllegalArgumentException(arguments.get(i) + " needs a value.\n" + USAGE);
			}
			String value = arguments.get(i + 1);
			switch (arguments.get(i)) {
				case "--url" -> this.url = value;
				case "--username" -> this.username = value;
				case "--data-dir" -> this.dataDir = Path.of(value);
				case "--checkpoints" -> this.checkpoints = Path.of(value);
				case "--public-key" -> this.keys.add(AuditKey.publicKeyIn(Files.readString(Path.of(value))));
				default -> throw new IllegalArgumentException("There is no " + arguments.get(i) + ".\n" + USAGE);
			}
		}
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

	private Verdict verify(String at) {
		Database database = Database.unpooled(at, this.username, set("SPRING_DATASOURCE_PASSWORD"));
		return new Inspection(question -> JdbcEvidence.look(database, question), this::outside,
				(node, key) -> this.keys.isEmpty() || this.keys.contains(key))
			.verdict();
	}

	private List<Checkpoint> outside() {
		Path directory = (this.checkpoints != null) ? this.checkpoints : this.dataDir.resolve("checkpoints");
		if (this.checkpoints != null && !Files.isDirectory(directory)) {
			throw new IllegalArgumentException("there is no directory " + directory);
		}
		List<Checkpoint> kept = new CheckpointFiles(directory).all();
		if (kept.isEmpty()) {
			this.out.println("There are no checkpoints outside of the database. Without them it can't be seen whether"
					+ " the end was cut off or all was written anew.");
		}
		return kept;
	}

	private int report(Verdict verdict) {
		for (Verdict.OfNode node : verdict.nodes()) {
			this.out.printf("Node %s: %d calls and %d administrative events%s%n", node.node(), node.calls(),
					node.adminEvents(), (node.first() != null) ? " until " + tell(node.first()) : "");
		}
		this.out.printf("Records as they were written: %d, of which %d have personal data erased%n", verdict.records(),
				verdict.erased());
		if (verdict.removed() > 0) {
			this.out.printf("Records that were removed because their time had passed: %d%n", verdict.removed());
		}
		if (verdict.unproved() > 0) {
			this.out.printf("Records for which nothing vouches, from before there were chains: %d%n",
					verdict.unproved());
		}
		this.out.printf("Checkpoints that agree: %d%n", verdict.checkpoints());
		if (verdict.first() == null) {
			this.out.println("VALID");
			return VALID;
		}
		this.out.println("NOT VALID. The first that is wrong: " + tell(verdict.first()));
		return TAMPERED;
	}

	private static String tell(Finding finding) {
		return "%s %s%s%s: %s".formatted(finding.kind(), (finding.seq() > 0) ? finding.seq() : "in no chain",
				(finding.node() != null) ? " of node " + finding.node() : "",
				(finding.id() != null) ? ", id " + finding.id() : "", finding.reason().word());
	}

}
