package dev.serai.platform.database.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import dev.serai.platform.database.Database;
import dev.serai.platform.database.Partitions;
import dev.serai.platform.database.config.DatabaseConfiguration;
import org.flywaydb.core.Flyway;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A PostgreSQL with the product's schema, one for all tests of a run. Started when first
 * asked for, gone with the process.
 */
public final class RealDatabase {

	private static final String PROGRAMS = "postgres-binaries";

	private static final RealDatabase SHARED = new RealDatabase();

	/** A database with the product's schema and nothing in it, to copy. */
	private static final String TEMPLATE = "serai_template";

	private final Path programs;

	private final PostgresProgram server;

	private final String url;

	private final HikariDataSource pool;

	private RealDatabase() {
		try {
			Path dataDir = Files.createTempDirectory("serai-test");
			this.programs = Path.of("target", PROGRAMS).toAbsolutePath();
			PostgresBinaries binaries = unpackedIn(this.programs);
			PostgresCluster cluster = new PostgresCluster(dataDir, binaries);
			cluster.prepare();
			// Tests have databases and roles of their own.
			cluster.asSuperuser("ALTER ROLE " + PostgresCluster.ROLE + " CREATEDB CREATEROLE;");
			int port = freePort();
			this.url = cluster.jdbcUrl(port);
			this.server = PostgresProgram
				.start(binaries.detached("postgres", arguments(PostgresCluster.directory(dataDir), port)), "");
			Runtime.getRuntime().addShutdownHook(new Thread(() -> end(binaries, dataDir)));
			this.pool = DatabaseConfiguration.pool(this.url, null, null);
			awaitReady();
			JdbcClient.create(this.pool).sql("CREATE DATABASE " + TEMPLATE).update();
			Flyway.configure()
				.dataSource(inDatabase(TEMPLATE), null, null)
				.locations("classpath:db/migration")
				.load()
				.migrate();
			Flyway.configure().dataSource(this.pool).locations("classpath:db/migration").load().migrate();
			new Partitions(new Database(this.pool)).ensure(Clock.systemUTC().instant());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Once for all JVMs and runs of the tests, until {@code target} is deleted: a core
	 * needs ten seconds for it.
	 */
	private static PostgresBinaries unpackedIn(Path directory) throws IOException {
		Files.createDirectories(directory);
		try (FileChannel file = FileChannel.open(directory.resolveSibling(PROGRAMS + ".lock"),
				StandardOpenOption.CREATE, StandardOpenOption.WRITE); FileLock lock = file.lock()) {
			assertThat(lock.isValid()).isTrue();
			return PostgresBinaries.in(directory);
		}
	}

	/**
	 * As those of the product, but for more connections, for all gateways of a run are at
	 * this server, and for durability: it ends with the run. The product's own settings
	 * are the subject of {@code StartTest}.
	 */
	private static List<String> arguments(Path cluster, int port) {
		List<String> arguments = new ArrayList<>(List.of("-D", cluster.toString(), "-p", Integer.toString(port)));
		Stream
			.of("listen_addresses=127.0.0.1", "unix_socket_directories=", "password_encryption=scram-sha-256",
					"timezone=UTC", "max_connections=200", "superuser_reserved_connections=0", "shared_buffers=64MB",
					"max_wal_size=1GB", "jit=off", "fsync=off", "synchronous_commit=off", "full_page_writes=off")
			.forEach(setting -> arguments.addAll(List.of("-c", setting)));
		return arguments;
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			return socket.getLocalPort();
		}
	}

	private void awaitReady() throws IOException {
		long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
		while (true) {
			try (Connection connection = DriverManager.getConnection(this.url)) {
				assertThat(connection.isValid(10)).isTrue();
				return;
			}
			catch (SQLException ex) {
				if (!this.server.process().isAlive()) {
					throw new IOException(this.server.ending(), ex);
				}
				if (System.nanoTime() - deadline > 0) {
					throw new IOException("PostgreSQL did not become ready", ex);
				}
				LockSupport.parkNanos(10_000_000);
			}
		}
	}

	private void end(PostgresBinaries binaries, Path dataDir) {
		this.pool.close();
		try {
			PostgresProgram.run(binaries.command("pg_ctl",
					List.of("stop", "-D", PostgresCluster.directory(dataDir).toString(), "-m", "immediate", "-w")), "");
			PostgresBinaries.deleteAll(dataDir);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String inDatabase(String name) {
		return this.url.replaceAll("/postgres\\b", "/" + name);
	}

	/** The door to it, with nothing in any table. */
	public static Database empty() {
		String tables = client().sql("""
				SELECT string_agg(quote_ident(relname), ', ') FROM pg_class
				 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
				   AND relname NOT IN ('flyway_schema_history', 'organisation', 'budget_version')""")
			.query(String.class)
			.single();
		client().sql("SET serai.maintenance = 'on'; TRUNCATE " + tables + "; RESET serai.maintenance").update();
		return database();
	}

	/** The door to it, as it is. */
	public static Database database() {
		return new Database(SHARED.pool);
	}

	public static JdbcClient client() {
		return JdbcClient.create(SHARED.pool);
	}

	/** A pool as the product's, through which the server is reached at another port. */
	public static HikariDataSource poolAt(int port) {
		return DatabaseConfiguration.pool(SHARED.url.replaceAll(":\\d+/", ":" + port + "/"), null, null);
	}

	/**
	 * The JDBC address of a database as another role, which gets a password.
	 * @param url as {@link #freshUrl()} gave it
	 */
	public static String asRole(String url, String role) {
		client().sql("ALTER ROLE " + role + " PASSWORD 'for-tests'").update();
		return url.replaceAll("user=.*", "user=" + role + "&password=for-tests");
	}

	/**
	 * Spares a data directory the seconds in which PostgreSQL's programs are unpacked: it
	 * gets those that the tests have.
	 */
	public static void programsIn(Path dataDir) throws IOException {
		Files.createDirectories(dataDir.resolve(PROGRAMS));
		try (Stream<Path> versions = Files.list(SHARED.programs)) {
			for (Path version : versions.toList()) {
				Files.createSymbolicLink(dataDir.resolve(PROGRAMS).resolve(version.getFileName()), version);
			}
		}
	}

	/** The JDBC address of the embedded database of a Serai that runs as a process. */
	public static String urlOf(Path dataDir) {
		try {
			return EmbeddedDatabase.urlOfRunning(dataDir).orElseThrow();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The JDBC address of a new database on the same server, with the product's schema
	 * and no rows.
	 */
	public static String freshUrl() {
		return fresh(" TEMPLATE " + TEMPLATE);
	}

	/** The JDBC address of a new database on the same server, without any table. */
	public static String emptyUrl() {
		return fresh("");
	}

	private static String fresh(String from) {
		String name = "serai_" + UUID.randomUUID().toString().replace("-", "");
		client().sql("CREATE DATABASE " + name + from).update();
		return SHARED.inDatabase(name);
	}

	public static int port() {
		return Integer.parseInt(SHARED.url.replaceAll(".*:(\\d+)/.*", "$1"));
	}

}
