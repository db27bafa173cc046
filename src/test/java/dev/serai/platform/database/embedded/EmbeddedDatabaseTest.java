package dev.serai.platform.database.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;

import com.zaxxer.hikari.HikariDataSource;
import dev.serai.platform.database.Database;
import dev.serai.platform.database.Partitions;
import dev.serai.platform.database.config.DatabaseConfiguration;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Who may log in to the embedded database, and that it comes back when it dies. */
class EmbeddedDatabaseTest {

	private static final List<String> USERS = List.of("postgres", "serai", "root", "nobody",
			System.getProperty("user.name"));

	@TempDir
	Path dataDir;

	@BeforeEach
	void unpacked() throws IOException {
		RealDatabase.programsIn(this.dataDir);
	}

	private static int port(EmbeddedDatabase database) {
		return Integer.parseInt(database.jdbcUrl().replaceAll(".*:(\\d+)/.*", "$1"));
	}

	private static JdbcClient client(EmbeddedDatabase database) {
		return JdbcClient.create(new DriverManagerDataSource(database.jdbcUrl()));
	}

	private void assertNobodyLogsInWithoutThePassword(EmbeddedDatabase database) throws IOException {
		for (String user : USERS) {
			for (String name : List.of("postgres", "template1", "template0", "replication")) {
				String url = "jdbc:postgresql://127.0.0.1:" + port(database) + "/" + name + "?user=" + user;
				assertThatThrownBy(() -> DriverManager.getConnection(url).close()).as("%s at %s", user, name)
					.isInstanceOf(SQLException.class);
				assertThatThrownBy(() -> DriverManager.getConnection(url + "&password=postgres").close())
					.as("%s at %s with a guess", user, name)
					.isInstanceOf(SQLException.class);
			}
		}
		String asSuperuser = database.jdbcUrl().replace("user=serai", "user=postgres");
		assertThatThrownBy(() -> DriverManager.getConnection(asSuperuser).close()).isInstanceOf(SQLException.class);
		assertThat(Path.of("/tmp/.s.PGSQL." + port(database))).doesNotExist();
		assertThat(Files.readAllLines(this.dataDir.resolve("postgres/pg_hba.conf"))
			.stream()
			.filter(line -> !line.isBlank() && !line.startsWith("#"))).isNotEmpty()
			.allMatch(line -> line.endsWith("scram-sha-256") || line.endsWith("reject"));
		assertThat(
				PosixFilePermissions.toString(Files.getPosixFilePermissions(this.dataDir.resolve("postgres.password"))))
			.isEqualTo("rw-------");
	}

	private static void assertServesWithoutPowers(JdbcClient serai) {
		assertThat(serai
			.sql("SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls FROM pg_roles"
					+ " WHERE rolname = current_user")
			.query(Boolean.class)
			.single()).isFalse();
		assertThat(serai.sql("SELECT count(*) FROM pg_roles WHERE rolsuper AND rolcanlogin").query(Long.class).single())
			.isZero();
		for (String forbidden : List.of("COPY (SELECT 1) TO PROGRAM 'cat'", "COPY mine FROM PROGRAM 'id'",
				"COPY mine FROM '/etc/passwd'", "COPY mine TO '/tmp/mine'", "SELECT pg_read_file('/etc/passwd')",
				"SELECT pg_ls_dir('/')", "SELECT lo_import('/etc/passwd')", "SELECT pg_reload_conf()",
				"ALTER SYSTEM SET work_mem = '5MB'", "CREATE ROLE other SUPERUSER LOGIN", "SET ROLE postgres",
				"ALTER ROLE serai SUPERUSER", "CREATE DATABASE other", "LOAD '/tmp/evil.so'",
				"CREATE FUNCTION evil() RETURNS int LANGUAGE c AS '/tmp/evil.so', 'evil'",
				"GRANT pg_execute_server_program TO serai")) {
			assertThatThrownBy(() -> serai.sql(forbidden).update()).as(forbidden)
				.rootCause()
				.isInstanceOfSatisfying(SQLException.class, ex -> assertThat(ex.getSQLState()).isEqualTo("42501"));
		}
	}

	@Test
	void nobodyLogsInWithoutThePasswordAndSeraiIsNoSuperuser() throws IOException {
		try (EmbeddedDatabase database = EmbeddedDatabase.start(this.dataDir)) {
			JdbcClient serai = client(database);
			serai.sql("CREATE TABLE mine (a text)").update();
			assertNobodyLogsInWithoutThePassword(database);
			assertServesWithoutPowers(serai);
		}
		// A new password holds from the next start.
		Path file = this.dataDir.resolve("postgres.password");
		String old = Files.readString(file);
		Files.delete(file);
		try (EmbeddedDatabase database = EmbeddedDatabase.start(this.dataDir)) {
			assertThat(client(database).sql("SELECT count(*) FROM mine").query(Long.class).single()).isZero();
			assertThat(Files.readString(file)).isNotEqualTo(old);
			String before = database.jdbcUrl().replaceAll("password=.*", "password=" + old.strip());
			assertThatThrownBy(() -> DriverManager.getConnection(before).close()).isInstanceOf(SQLException.class);
		}
	}

	/** A data directory as Serai made it before its database had passwords. */
	private EmbeddedPostgres trusting() throws IOException {
		Files.createDirectories(this.dataDir.resolve("postgres"));
		return EmbeddedPostgres.builder()
			.setDataDirectory(this.dataDir.resolve("postgres"))
			.setCleanDataDirectory(false)
			.setOverrideWorkingDirectory(this.dataDir.resolve("postgres-binaries").toFile())
			.setRegisterShutdownHook(false)
			.setPGStartupWait(Duration.ofSeconds(60))
			.setServerConfig("fsync", "on")
			.setServerConfig("listen_addresses", "127.0.0.1")
			.setServerConfig("unix_socket_directories", "")
			.start();
	}

	private static void fill(EmbeddedPostgres server) {
		DriverManagerDataSource source = new DriverManagerDataSource(server.getJdbcUrl("postgres", "postgres"));
		Flyway.configure().dataSource(source).locations("classpath:db/migration").load().migrate();
		new Partitions(new Database(source)).ensure(Clock.systemUTC().instant());
		JdbcClient postgres = JdbcClient.create(source);
		postgres.sql("""
				CREATE TABLE kept AS SELECT n, md5(n::text) AS it FROM generate_series(1, 20000) n;
				CREATE SCHEMA others;
				CREATE TYPE others.mood AS ENUM ('good');
				CREATE DOMAIN others.positive AS int CHECK (VALUE > 0);
				CREATE SEQUENCE others.numbers;
				CREATE MATERIALIZED VIEW others.sums AS SELECT count(*) FROM kept;
				CREATE TABLE others.things (id serial, other bigint GENERATED ALWAYS AS IDENTITY, m others.mood);
				CREATE PROCEDURE others.nothing() LANGUAGE sql AS 'SELECT 1';
				CREATE AGGREGATE others.total(int) (SFUNC = int4pl, STYPE = int)""").update();
	}

	private void assertUpgraded(EmbeddedDatabase database) throws IOException, SQLException {
		JdbcClient serai = client(database);
		assertNobodyLogsInWithoutThePassword(database);
		serai.sql("CREATE TABLE IF NOT EXISTS mine (a text)").update();
		assertServesWithoutPowers(serai);
		assertThat(serai.sql("SELECT count(*) FROM kept WHERE it = md5(n::text)").query(Long.class).single())
			.isEqualTo(20_000);
		assertThat(serai.sql("SELECT count(*) FROM organisation").query(Long.class).single()).isEqualTo(1);
		assertThat(serai.sql("""
				SELECT relname FROM pg_class WHERE relowner = 10 AND oid >= 16384 AND relkind NOT IN ('i', 'I', 't')
				UNION ALL SELECT proname FROM pg_proc WHERE proowner = 10 AND oid >= 16384
				UNION ALL SELECT typname FROM pg_type WHERE typowner = 10 AND oid >= 16384
				UNION ALL SELECT nspname FROM pg_namespace WHERE nspowner = 10 AND oid >= 16384
				      AND nspname NOT LIKE 'pg\\_%'""").query(String.class).list()).as("left to the superuser")
			.isEmpty();
		try (HikariDataSource pool = DatabaseConfiguration.pool(database)) {
			Flyway.configure().dataSource(pool).locations("classpath:db/migration").load().migrate();
			Partitions partitions = new Partitions(new Database(pool));
			partitions.ensure(Clock.systemUTC().instant().plus(Duration.ofDays(200)));
			JdbcClient.create(pool).sql("ALTER TABLE call ADD COLUMN of_a_later_version text").update();
		}
	}

	@Test
	void aDirectoryInWhichEverybodyCouldLogInIsUpgradedAndKeepsItsRows() throws IOException, SQLException {
		try (EmbeddedPostgres old = trusting()) {
			fill(old);
		}
		assertThat(Files.readString(this.dataDir.resolve("postgres/pg_hba.conf"))).contains("trust");
		try (EmbeddedDatabase database = EmbeddedDatabase.start(this.dataDir)) {
			assertUpgraded(database);
		}
		long mark = Files.getLastModifiedTime(this.dataDir.resolve("postgres/serai.roles")).toMillis();
		try (EmbeddedDatabase database = EmbeddedDatabase.start(this.dataDir)) {
			assertNobodyLogsInWithoutThePassword(database);
			assertThat(Files.getLastModifiedTime(this.dataDir.resolve("postgres/serai.roles")).toMillis())
				.as("set up once")
				.isEqualTo(mark);
		}
	}

	@Test
	void anUpgradeThatWasKilledGoesOnAtTheNextStart() throws IOException, SQLException {
		// What a Serai that was killed leaves: its server, which still trusts everybody.
		EmbeddedPostgres running = trusting();
		fill(running);
		LeftoverServer.stop(this.dataDir.resolve("postgres"));
		assertThatThrownBy(() -> running.getPostgresDatabase().getConnection().close())
			.isInstanceOf(SQLException.class);
		PostgresCluster cluster = new PostgresCluster(this.dataDir,
				PostgresBinaries.in(this.dataDir.resolve("postgres-binaries")));
		String[] steps = cluster.roles().split(";\n\n");
		assertThat(steps).hasSizeGreaterThan(4);
		for (int done = 1; done <= steps.length; done++) {
			cluster.asSuperuser(String.join(";\n\n", List.of(steps).subList(0, done)) + ";\n");
		}
		// Half of the owners, the old logins, and no mark that it was done.
		cluster.asSuperuser("ALTER TABLE kept OWNER TO postgres;\n\nALTER ROLE postgres LOGIN;\n");
		Files.writeString(this.dataDir.resolve("postgres/serai.roles.new"), "torn");
		assertThat(Files.readString(this.dataDir.resolve("postgres/pg_hba.conf"))).contains("trust");
		try (EmbeddedDatabase database = EmbeddedDatabase.start(this.dataDir)) {
			assertUpgraded(database);
		}
	}

	@Test
	void aFirstStartThatWasKilledIsBegunAnew(@TempDir Path unpacksItself) throws IOException {
		this.dataDir = unpacksItself;
		Files.createDirectories(this.dataDir.resolve("postgres"));
		Files.createDirectories(this.dataDir.resolve("postgres.new/base"));
		Files.writeString(this.dataDir.resolve("postgres.new/PG_VERSION"), "17\n");
		Files.createDirectories(this.dataDir.resolve("postgres-binaries/half.new/bin"));
		try (EmbeddedDatabase database = EmbeddedDatabase.start(this.dataDir)) {
			assertThat(client(database).sql("SELECT 1").query(Integer.class).single()).isEqualTo(1);
		}
	}

	@Test
	void aServerThatIsKilledComesBackAtItsPortOrAtAnotherWhereThatIsTaken() throws Exception {
		try (EmbeddedDatabase database = EmbeddedDatabase.start(this.dataDir);
				HikariDataSource pool = DatabaseConfiguration.pool(database)) {
			JdbcClient serai = JdbcClient.create(pool);
			serai.sql("CREATE TABLE mine (a int)").update();
			int port = port(database);
			// A process of the server that is too busy to notice that the server is gone.
			Connection busy = DriverManager.getConnection(database.jdbcUrl());
			CompletableFuture<Void> work = CompletableFuture.runAsync(() -> {
				try {
					busy.createStatement().execute("SELECT count(*) FROM generate_series(1, 100000000000)");
				}
				catch (SQLException ex) {
					throw new IllegalStateException(ex);
				}
			});
			serai.sql("INSERT INTO mine VALUES (1)").update();
			kill(database);
			await().atMost(Duration.ofSeconds(60))
				.ignoreExceptions()
				.until(() -> serai.sql("SELECT count(*) FROM mine").query(Long.class).single() == 1);
			assertThat(work).failsWithin(Duration.ofSeconds(20));
			assertThat(port(database)).isEqualTo(port);
			try (ServerSocket taken = new ServerSocket()) {
				taken.setReuseAddress(true);
				database.whenItEnds(ending -> bind(taken, port));
				kill(database);
				await().atMost(Duration.ofSeconds(60))
					.ignoreExceptions()
					.until(() -> serai.sql("SELECT count(*) FROM mine").query(Long.class).single() == 1);
				assertThat(port(database)).isNotEqualTo(port);
			}
			assertThat(Thread.getAllStackTraces().keySet())
				.filteredOn(thread -> thread.getName().startsWith("postgres-keeper") && thread.isAlive())
				.hasSizeLessThanOrEqualTo(2);
		}
	}

	@Test
	void anotherProgramAtThePortIsNotTakenForTheDatabase() throws Exception {
		try (EmbeddedDatabase database = EmbeddedDatabase.start(this.dataDir)) {
			CompletableFuture<String> told = new CompletableFuture<>();
			database.whenItEnds(ending -> {
				assertThatThrownBy(() -> database.connect(new Properties()).close()).isInstanceOf(SQLException.class)
					.hasMessageContaining("does not run");
				told.complete(ending);
			});
			kill(database);
			assertThat(told).succeedsWithin(Duration.ofSeconds(20));
		}
	}

	@Test
	void aServerThatIsStoppedInOrderIsNotStartedAgain() throws IOException {
		CompletableFuture<String> told = new CompletableFuture<>();
		EmbeddedDatabase database = EmbeddedDatabase.start(this.dataDir);
		long pid = database.pid();
		database.whenItEnds(told::complete);
		database.close();
		assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
		assertThat(told).isNotDone();
		assertThat(this.dataDir.resolve("postgres/postmaster.pid")).doesNotExist();
	}

	private static void kill(EmbeddedDatabase database) {
		assertThat(ProcessHandle.of(database.pid()).map(ProcessHandle::destroyForcibly)).contains(true);
	}

	private static void bind(ServerSocket socket, int port) {
		try {
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
