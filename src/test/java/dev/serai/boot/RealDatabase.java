package dev.serai.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import dev.serai.store.Database;
import dev.serai.store.Partitions;
import org.flywaydb.core.Flyway;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The embedded PostgreSQL with the product's schema, one for all tests of a run. Started
 * when first asked for, gone with the process.
 */
public final class RealDatabase {

	private static final RealDatabase SHARED = new RealDatabase();

	private final EmbeddedDatabase server;

	private final HikariDataSource pool;

	private RealDatabase() {
		try {
			Path dataDir = Files.createTempDirectory("serai-test");
			PostgresCluster cluster = new PostgresCluster(dataDir,
					PostgresBinaries.in(dataDir.resolve("postgres-binaries")));
			cluster.prepare();
			// Tests have databases and roles of their own.
			cluster.asSuperuser("ALTER ROLE " + PostgresCluster.ROLE + " CREATEDB CREATEROLE;");
			this.server = EmbeddedDatabase.start(dataDir);
			this.pool = DatabaseConfiguration.pool(this.server);
			Flyway.configure().dataSource(this.pool).locations("classpath:db/migration").load().migrate();
			new Partitions(new Database(this.pool)).ensure(Clock.systemUTC().instant());
			Runtime.getRuntime().addShutdownHook(new Thread(() -> end(dataDir)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void end(Path dataDir) {
		this.pool.close();
		try {
			this.server.close();
			try (Stream<Path> files = Files.walk(dataDir)) {
				files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
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
		return DatabaseConfiguration.pool(SHARED.server.jdbcUrl().replaceAll(":\\d+/", ":" + port + "/"), null, null);
	}

	/**
	 * The JDBC address of a database as another role, which gets a password.
	 * @param url as {@link #freshUrl()} gave it
	 */
	public static String asRole(String url, String role) {
		client().sql("ALTER ROLE " + role + " PASSWORD 'for-tests'").update();
		return url.replaceAll("user=.*", "user=" + role + "&password=for-tests");
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

	/** The JDBC address of a new, empty database on the same server. */
	public static String freshUrl() {
		String name = "serai_" + Long.toHexString(System.nanoTime());
		client().sql("CREATE DATABASE " + name).update();
		return SHARED.server.jdbcUrl().replaceAll("/postgres\\b", "/" + name);
	}

	public static int port() {
		return Integer.parseInt(SHARED.server.jdbcUrl().replaceAll(".*:(\\d+)/.*", "$1"));
	}

}
