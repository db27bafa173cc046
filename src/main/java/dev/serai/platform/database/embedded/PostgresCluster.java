package dev.serai.platform.database.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

import dev.serai.platform.start.PrivateFile;
import org.postgresql.util.PasswordUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded database's files and roles. Serai uses the role {@value #ROLE}, which owns
 * its tables, is no superuser, and has a random password in a file that only Serai's user
 * can read. Every login requires a password. The superuser cannot log in; statements that
 * need it run in PostgreSQL's single-user mode, without a login or a port, while no
 * server runs.
 *
 * <p>
 * {@link #prepare} upgrades a directory from any earlier state. Each of its steps is
 * idempotent, and the mark of completion is written last, so the next start completes an
 * interrupted one.
 */
final class PostgresCluster {

	/** The role that Serai uses. */
	static final String ROLE = "serai";

	/** The database that contains Serai's tables. */
	static final String DATABASE = "postgres";

	private static final Logger LOG = LoggerFactory.getLogger(PostgresCluster.class);

	private static final String SUPERUSER = "postgres";

	private static final String LOGINS = """
			# Written by Serai at each start. Everybody needs a password.
			local   all          all                scram-sha-256
			host    all          all  127.0.0.1/32  scram-sha-256
			host    all          all  ::1/128       scram-sha-256
			local   replication  all                reject
			host    replication  all  all           reject
			""";

	/**
	 * Transfers objects that earlier versions created as the superuser to the role.
	 * Column sequences follow their tables; objects of extensions stay.
	 */
	private static final String ROLES = """
			DO $$ BEGIN
			    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN
			        CREATE ROLE %1$s;
			    END IF;
			END $$;

			ALTER ROLE %1$s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD '%2$s';

			ALTER DATABASE %3$s OWNER TO %1$s;

			DO $$ DECLARE
			    bootstrap CONSTANT oid := 10;
			    thing record;
			BEGIN
			    FOR thing IN
			        SELECT format('SCHEMA %%I', nspname) AS it FROM pg_namespace
			         WHERE nspowner = bootstrap AND nspname NOT LIKE 'pg\\_%%' AND nspname <> 'information_schema'
			        UNION ALL
			        SELECT format('%%s %%s', CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
			                                 WHEN 'S' THEN 'SEQUENCE' WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END, c.oid::regclass)
			          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
			         WHERE c.relowner = bootstrap AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'c')
			           AND n.nspname NOT LIKE 'pg\\_%%' AND n.nspname <> 'information_schema'
			           AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
			                                                     AND d.deptype IN ('a', 'i', 'e') AND c.relkind = 'S'
			                              OR d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
			        UNION ALL
			        SELECT format('ROUTINE %%s', p.oid::regprocedure) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
			         WHERE p.proowner = bootstrap AND n.nspname NOT LIKE 'pg\\_%%' AND n.nspname <> 'information_schema'
			           AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
			                                                     AND d.deptype = 'e')
			        UNION ALL
			        SELECT format('TYPE %%s', t.oid::regtype) FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
			         WHERE t.typowner = bootstrap AND t.typtype IN ('d', 'e', 'r')
			           AND n.nspname NOT LIKE 'pg\\_%%' AND n.nspname <> 'information_schema'
			           AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid
			                                                     AND d.deptype = 'e')
			    LOOP
			        EXECUTE format('ALTER %%s OWNER TO %1$s', thing.it);
			    END LOOP;
			END $$;

			ALTER ROLE %4$s NOLOGIN PASSWORD NULL;
			""";

	private final Path directory;

	private final PostgresBinaries binaries;

	private final Path mark;

	private final String password;

	/**
	 * @param dataDir Serai's data directory
	 */
	PostgresCluster(Path dataDir, PostgresBinaries binaries) {
		this.directory = directory(dataDir);
		this.binaries = binaries;
		this.mark = this.directory.resolve("serai.roles");
		this.password = password(dataDir);
	}

	/** Returns the directory of the cluster's files. */
	static Path directory(Path dataDir) {
		return dataDir.resolve("postgres");
	}

	/** Returns the role's password; creates one when there is none. */
	static String password(Path dataDir) {
		return new PrivateFile(dataDir.resolve("postgres.password")).readOrCreate(() -> {
			byte[] random = new byte[32];
			new SecureRandom().nextBytes(random);
			return HexFormat.of().formatHex(random);
		});
	}

	/** Returns the JDBC URL with user, password and database. */
	static String jdbcUrl(int port, String password) {
		return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE + "?user=" + ROLE + "&password=" + password;
	}

	/**
	 * Creates the files when there are none, and requires a password for every login. No
	 * server may use them meanwhile.
	 */
	void prepare() throws IOException {
		if (!Files.exists(this.directory.resolve("PG_VERSION"))) {
			create();
		}
		protect();
		String done = mark();
		if (!Files.exists(this.mark) || !Files.readString(this.mark).equals(done)) {
			LOG.debug("The roles of the embedded database are set up");
			asSuperuser(roles());
			replace(this.mark, done);
		}
	}

	/**
	 * Creates the cluster in another directory and moves it, so that it is complete or
	 * absent.
	 */
	private void create() throws IOException {
		Path fresh = this.directory.resolveSibling(this.directory.getFileName() + ".new");
		PostgresBinaries.deleteAll(fresh);
		PostgresProgram.run(this.binaries.command("initdb",
				List.of("-A", "reject", "-U", SUPERUSER, "-D", fresh.toString(), "-E", "UTF-8")), "");
		// It is empty; otherwise it would contain a version.
		Files.deleteIfExists(this.directory);
		Files.move(fresh, this.directory, StandardCopyOption.ATOMIC_MOVE);
	}

	private void protect() throws IOException {
		Path logins = this.directory.resolve("pg_hba.conf");
		if (!Files.exists(logins) || !Files.readString(logins).equals(LOGINS)) {
			replace(logins, LOGINS);
		}
	}

	private static void replace(Path file, String content) throws IOException {
		Path whole = file.resolveSibling(file.getFileName() + ".new");
		Files.writeString(whole, content);
		Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
	}

	/** Changes whenever the password or this version's setup changes. */
	private String mark() {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256")
					.digest((ROLES + this.password).getBytes(StandardCharsets.UTF_8))) + "\n";
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256", ex);
		}
	}

	/**
	 * Returns idempotent statements that create Serai's role and transfer existing
	 * objects to it. The server never gets the password in plain text.
	 */
	String roles() {
		return ROLES.formatted(ROLE, PasswordUtil.encodeScramSha256(this.password.toCharArray()), DATABASE, SUPERUSER);
	}

	/**
	 * Runs statements as the superuser, each terminated by a semicolon and an empty line.
	 * No server may run.
	 */
	void asSuperuser(String statements) throws IOException {
		PostgresProgram.run(this.binaries.command("postgres", List.of("--single", "-j", "-D", this.directory.toString(),
				"-c", "exit_on_error=on", "-c", "log_min_error_statement=panic", DATABASE)), statements);
	}

	/** Opens a connection without the password in its URL. */
	Connection connect(int port, Properties properties) throws SQLException {
		Properties all = new Properties();
		all.putAll(properties);
		all.setProperty("user", ROLE);
		all.setProperty("password", this.password);
		return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE, all);
	}

	/** Returns the JDBC URL with user, password and database. */
	String jdbcUrl(int port) {
		return jdbcUrl(port, this.password);
	}

	Path directory() {
		return this.directory;
	}

}
