package dev.serai.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import javax.sql.DataSource;

import dev.serai.platform.error.ApiError;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * All access to the database. When the database cannot answer now (down, overloaded,
 * read-only, deadlock), it throws the refusal 503 {@code dependency_unavailable}; other
 * exceptions are passed on.
 */
public final class Database {

	private static final Logger LOG = LoggerFactory.getLogger(Database.class);

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private static final int LONGEST_LOOK_MS = 600_000;

	private final JdbcClient client;

	private final TransactionTemplate transaction;

	private final TransactionTemplate moment;

	private final JdbcTemplate template;

	public Database(DataSource dataSource) {
		this.template = new JdbcTemplate(dataSource);
		this.client = JdbcClient.create(dataSource);
		DataSourceTransactionManager transactions = new DataSourceTransactionManager(dataSource);
		this.transaction = new TransactionTemplate(transactions);
		this.moment = new TransactionTemplate(transactions);
		this.moment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
		this.moment.setReadOnly(true);
	}

	/** Creates a database without a pool: each query opens a connection. */
	public static Database unpooled(String url, @Nullable String username, @Nullable String password) {
		DriverManagerDataSource source = new DriverManagerDataSource(url);
		source.setUsername(username);
		source.setPassword(password);
		return new Database(source);
	}

	/** Returns what runs a library's own statements, within {@link #transactions}. */
	public JdbcOperations statements() {
		return this.template;
	}

	/** Returns transactions for a library, which fail as {@link #ask} does. */
	public TransactionOperations transactions() {
		return new TransactionOperations() {

			@Override
			public <T> @Nullable T execute(TransactionCallback<T> work) {
				return ask(c -> Database.this.transaction.execute(work));
			}

		};
	}

	/** Runs one statement. */
	public <T extends @Nullable Object> T ask(Function<JdbcClient, T> question) {
		try {
			return question.apply(this.client);
		}
		catch (DataAccessException | TransactionException ex) {
			throw refusalOr(ex);
		}
	}

	/** Runs work in a transaction. */
	public void inTransaction(Consumer<JdbcClient> work) {
		ask(c -> {
			this.transaction.executeWithoutResult(status -> work.accept(c));
			return null;
		});
	}

	/**
	 * Works as {@link #inTransaction}, for callers that wait: each statement and each
	 * lock times out after a quarter of a second.
	 */
	public void inQuickTransaction(Consumer<JdbcClient> work) {
		inTransaction(c -> {
			limitTime(c);
			work.accept(c);
		});
	}

	/**
	 * Works as {@link #ask}, for callers that wait: times out after a quarter of a
	 * second.
	 */
	public <T extends @Nullable Object> T askQuickly(Function<JdbcClient, T> question) {
		return transacted(() -> {
			limitTime(this.client);
			return question.apply(this.client);
		});
	}

	private static void limitTime(JdbcClient c) {
		c.sql("SELECT set_config('lock_timeout', '200ms', true), set_config('statement_timeout', '250ms', true)")
			.query()
			.listOfRows();
	}

	/** Works as {@link #inTransaction} and returns a result. */
	public <T extends @Nullable Object> T transacted(Supplier<T> work) {
		return ask(c -> this.transaction.execute(status -> work.get()));
	}

	/** Works as {@link #inTransaction}, with the JDBC connection. */
	public void connected(Work work) {
		inTransaction(c -> this.template.execute((Connection connection) -> {
			work.on(connection);
			return null;
		}));
	}

	/**
	 * Runs a query on a consistent, read-only snapshot. The database may take up to 10
	 * minutes for each response.
	 */
	public <T> T snapshot(Function<Connection, T> question) {
		return ask(c -> this.moment.execute(status -> this.template.execute((Connection connection) -> {
			connection.setNetworkTimeout(Runnable::run, LONGEST_LOOK_MS);
			return question.apply(connection);
		})));
	}

	/** Runs several queries on one consistent snapshot. */
	public <T> T atOneMoment(Function<JdbcClient, T> questions) {
		return ask(c -> this.moment.execute(status -> questions.apply(c)));
	}

	/** Converts a read failure within {@link #snapshot}. */
	public static RuntimeException unreadable(SQLException ex) {
		DataAccessException known = new SQLExceptionSubclassTranslator().translate("reading", null, ex);
		return (known != null) ? known : new UncategorizedSQLException("reading", null, ex);
	}

	/**
	 * Returns the refusal 503 for a failure that means that the database is down,
	 * otherwise the failure itself.
	 */
	public static RuntimeException refusalOr(RuntimeException ex) {
		if (!isOutage(ex)) {
			return ex;
		}
		LOG.debug("The database cannot answer", ex);
		return ApiError
			.unavailable("dependency_unavailable", "The records cannot be reached now. Try again.", RETRY_AFTER)
			.refused();
	}

	private static boolean isOutage(RuntimeException ex) {
		return ex instanceof TransactionException || ex instanceof TransientDataAccessException
				|| ex instanceof RecoverableDataAccessException || ex instanceof DataAccessResourceFailureException
				|| ex instanceof NonTransientDataAccessResourceException || isOutage(stateOf(ex));
	}

	private static String stateOf(RuntimeException ex) {
		return (NestedExceptionUtils.getMostSpecificCause(ex) instanceof SQLException sql && sql.getSQLState() != null)
				? sql.getSQLState() : "";
	}

	/**
	 * Covers connection failures, lack of resources, shutdown, lock and serialisation
	 * failures, read-only standbys, a new database without tables, and a row for the
	 * default partition whose month was created meanwhile.
	 */
	private static boolean isOutage(String state) {
		return state.startsWith("08") || state.startsWith("53") || state.startsWith("57") || state.startsWith("40")
				|| state.equals("55P03") || state.equals("25006") || state.equals("42P01") || state.equals("23514");
	}

	/** Work on a connection. */
	@FunctionalInterface
	public interface Work {

		void on(Connection connection) throws SQLException;

	}

}
