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
 * The files of the embedded database and who may use them. Serai works as the role
 * {@value #ROLE}, which owns its tables, is no superuser, and has a random password in a
 * file that only Serai's user can read. Nobody logs in without a password. The superuser
 * cannot log in at all: what needs it is done by PostgreSQL's single-user mode, which
 * needs no login and opens no port, while no server runs.
 * <p>
 * {@link #prepare} brings a directory of any earlier state there. Each of its steps may
 * be repeated, and the mark that all were done is written last, so that a start that was
 * interrupted is completed by the next one.
 */
final class PostgresCluster {

	/** The role that Serai works as. */
	static final String ROLE = "serai";

	/** Where Serai's tables are. */
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
	 * What earlier versions of Serai made as the superuser becomes the role's. Sequences
	 * of columns go with their tables, and what belongs to an extension stays.
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

	/** Where the files are. */
	static Path directory(Path dataDir) {
		return dataDir.resolve("postgres");
	}

	/** The role's password; a new one where there is none. */
	static String password(Path dataDir) {
		return new PrivateFile(dataDir.resolve("postgres.password")).readOrCreate(() -> {
			byte[] random = new byte[32];
			new SecureRandom().nextBytes(random);
			return HexFormat.of().formatHex(random);
		});
	}

	/** Where to connect on a port, user, password and database included. */
	static String jdbcUrl(int port, String password) {
		return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE + "?user=" + ROLE + "&password=" + password;
	}

	/**
	 * Makes the files where there are none, and sees that nobody can log in without a
	 * password. No server may run on them meanwhile.
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

	/** Made beside and moved: a directory is there whole or not at all. */
	private void create() throws IOException {
		Path fresh = this.directory.resolveSibling(this.directory.getFileName() + ".new");
		PostgresBinaries.deleteAll(fresh);
		PostgresProgram.run(this.binaries.command("initdb",
				List.of("-A", "reject", "-U", SUPERUSER, "-D", fresh.toString(), "-E", "UTF-8")), "");
		// Empty, or there would be a version in it.
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

	/** Another one after the password or what this version sets up has changed. */
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
	 * The statements that give Serai its role and what is there to the role, whatever was
	 * done of them before. The server never sees the password itself.
	 */
	String roles() {
		return ROLES.formatted(ROLE, PasswordUtil.encodeScramSha256(this.password.toCharArray()), DATABASE, SUPERUSER);
	}

	/**
	 * Runs statements as the superuser, each ended by a semicolon and an empty line. No
	 * server may run.
	 */
	void asSuperuser(String statements) throws IOException {
		PostgresProgram.run(this.binaries.command("postgres", List.of("--single", "-j", "-D", this.directory.toString(),
				"-c", "exit_on_error=on", "-c", "log_min_error_statement=panic", DATABASE)), statements);
	}

	/** A connection whose address does not show the password. */
	Connection connect(int port, Properties properties) throws SQLException {
		Properties all = new Properties();
		all.putAll(properties);
		all.setProperty("user", ROLE);
		all.setProperty("password", this.password);
		return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE, all);
	}

	/** Where to connect on a port, user, password and database included. */
	String jdbcUrl(int port) {
		return jdbcUrl(port, this.password);
	}

	Path directory() {
		return this.directory;
	}

}
