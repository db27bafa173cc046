package dev.serai.platform.database.config;

import java.io.IOException;
import java.time.Clock;
import java.util.Properties;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.serai.platform.clock.NanoClock;
import dev.serai.platform.config.DirectoryProperties;
import dev.serai.platform.config.Recurring;
import dev.serai.platform.database.AfterMigration;
import dev.serai.platform.database.Database;
import dev.serai.platform.database.DatabaseMonitor;
import dev.serai.platform.database.Partitions;
import dev.serai.platform.database.PatientDataSource;
import dev.serai.platform.database.ReadOnlyDataSource;
import dev.serai.platform.database.Schema;
import dev.serai.platform.database.embedded.EmbeddedConnections;
import dev.serai.platform.database.embedded.EmbeddedDatabase;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.StringUtils;

/**
 * Wires the database: that of {@code spring.datasource.url}, or the embedded one when it
 * is not set. A database that is down does not keep the program from starting.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ DirectoryProperties.class, DataSourceProperties.class })
public class DatabaseConfiguration {

	private static final int POOL_SIZE = 10;

	private static final int LEASE_LIMIT_MS = 2_000;

	/**
	 * Makes the server check for closed connections during a query, so that it stops work
	 * on queries whose client gave up. Servers before version 14 and on some systems do
	 * not support it.
	 */
	private static final String LOOK_FOR_US = """
			DO $$ BEGIN
			    PERFORM set_config('client_connection_check_interval', '5s', false);
			EXCEPTION WHEN OTHERS THEN NULL;
			END $$""";

	private static final Properties DRIVER = driver("20");

	private static final Properties WATCH = driver("3");

	@Bean
	@Conditional(NoUrl.class)
	EmbeddedDatabase embeddedDatabase(DirectoryProperties directories) throws IOException {
		return EmbeddedDatabase.start(directories.dataDir());
	}

	@Bean
	HikariDataSource dataSource(ObjectProvider<EmbeddedDatabase> embedded, DataSourceProperties external) {
		EmbeddedDatabase own = embedded.getIfAvailable();
		return (own != null) ? pool(own) : pool(external.getUrl(), external.getUsername(), external.getPassword());
	}

	/** For queries in routes: {@code jdbc:export-database}. */
	@Bean(name = "export-database", autowireCandidate = false)
	ReadOnlyDataSource exportDatabase(HikariDataSource pool) {
		return new ReadOnlyDataSource(pool);
	}

	/** Returns a connection pool to the embedded database, whatever its port. */
	public static HikariDataSource pool(EmbeddedDatabase database) {
		HikariConfig config = pooled();
		config.setDataSource(new EmbeddedConnections(database, DRIVER));
		return new HikariDataSource(config);
	}

	public static HikariDataSource pool(String url, @Nullable String username, @Nullable String password) {
		HikariConfig config = pooled();
		config.setJdbcUrl(url);
		config.setUsername(username);
		config.setPassword(password);
		config.setDataSourceProperties(DRIVER);
		return new HikariDataSource(config);
	}

	/**
	 * Returns a pool whose connection requests time out after two seconds and whose
	 * creation does not wait for the database.
	 */
	private static HikariConfig pooled() {
		HikariConfig config = new HikariConfig();
		config.setPoolName("records");
		config.setMaximumPoolSize(POOL_SIZE);
		config.setMinimumIdle(2);
		config.setConnectionTimeout(LEASE_LIMIT_MS);
		config.setInitializationFailTimeout(-1);
		config.setConnectionInitSql(LOOK_FOR_US);
		return config;
	}

	/**
	 * The driver's settings. Timeouts are in seconds: a database that vanished from the
	 * network must not block threads.
	 */
	private static Properties driver(String socketTimeout) {
		Properties properties = new Properties();
		properties.setProperty("ApplicationName", "serai");
		properties.setProperty("reWriteBatchedInserts", "true");
		properties.setProperty("connectTimeout", "2");
		properties.setProperty("loginTimeout", "2");
		properties.setProperty("socketTimeout", socketTimeout);
		properties.setProperty("tcpKeepAlive", "true");
		return properties;
	}

	@Bean
	DatabaseMonitor databaseWatch(ObjectProvider<EmbeddedDatabase> embedded, DataSourceProperties external,
			NanoClock nanoClock) {
		EmbeddedDatabase own = embedded.getIfAvailable();
		if (own == null) {
			return new DatabaseMonitor(single(external), nanoClock);
		}
		DatabaseMonitor databaseMonitor = new DatabaseMonitor(new EmbeddedConnections(own, WATCH), nanoClock);
		own.whenItEnds(databaseMonitor::lost);
		return databaseMonitor;
	}

	private static DataSource single(DataSourceProperties external) {
		DriverManagerDataSource source = new DriverManagerDataSource();
		source.setUrl(external.getUrl());
		source.setUsername(external.getUsername());
		source.setPassword(external.getPassword());
		source.setConnectionProperties(WATCH);
		return source;
	}

	@Bean
	Recurring databaseLooks(DatabaseMonitor databaseMonitor) {
		return new Recurring("database-watch").nowAndEvery(DatabaseMonitor.INTERVAL, databaseMonitor::look)
			.last(databaseMonitor::close);
	}

	@Bean
	Database database(HikariDataSource dataSource) {
		return new Database(dataSource);
	}

	@Bean
	Partitions partitions(Database database) {
		return new Partitions(database);
	}

	@Bean
	Schema schema(HikariDataSource dataSource, Partitions partitions, ObjectProvider<AfterMigration> tasks,
			Clock clock) {
		Flyway flyway = Flyway.configure()
			.dataSource(new PatientDataSource(dataSource))
			.locations("classpath:db/migration")
			// All pending migrations in one transaction, so that running nodes see the
			// schema before or after all of them.
			.group(true)
			.load();
		return new Schema(flyway, partitions, () -> tasks.orderedStream().toList(), clock);
	}

	@Bean
	SchemaHealth databaseHealthIndicator(Schema schema, DatabaseMonitor databaseMonitor) {
		return new SchemaHealth(schema, databaseMonitor);
	}

	/** An empty URL, as a compose file may pass it, counts as not set. */
	static final class NoUrl implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return !StringUtils.hasText(context.getEnvironment().getProperty("spring.datasource.url"));
		}

	}

}
