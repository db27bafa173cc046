package dev.serai.platform.database;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.serai.platform.error.CallRefused;
import dev.serai.platform.start.CannotStart;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Migrates the database's schema and creates monthly partitions ahead of time. While the
 * database is down, it tries again every second; meanwhile the program runs but is not
 * ready. When several nodes start at once, one migrates and the others wait.
 */
public final class Schema implements SmartLifecycle {

	private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

	/** Before the servers start, so that the first request finds the schema. */
	private static final int PHASE = Integer.MIN_VALUE / 2;

	private final Flyway flyway;

	private final Partitions partitions;

	private final Supplier<List<AfterMigration>> tasks;

	private final Clock clock;

	private final ScheduledExecutorService later = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("schema").factory());

	private volatile boolean running;

	private volatile boolean ready;

	private String lastFailure = "";

	public Schema(Flyway flyway, Partitions partitions, Supplier<List<AfterMigration>> tasks, Clock clock) {
		this.flyway = flyway;
		this.partitions = partitions;
		this.tasks = tasks;
		this.clock = clock;
	}

	/** Whether the schema has been migrated since the start. */
	public boolean isReady() {
		return this.ready;
	}

	@Override
	public void start() {
		this.running = true;
		CannotStart hindrance = prepare();
		if (hindrance != null) {
			throw hindrance;
		}
		this.later.scheduleWithFixedDelay(this::prepare, 1, 1, TimeUnit.SECONDS);
		this.later.scheduleWithFixedDelay(this::makeMonthsAhead, 1, 6, TimeUnit.HOURS);
	}

	/** Returns a failure that retrying cannot solve; null when there is none. */
	private @Nullable CannotStart prepare() {
		if (this.ready) {
			return null;
		}
		try {
			MigrateResult migrated = this.flyway.migrate();
			this.partitions.ensure(this.clock.instant());
			this.tasks.get().forEach(AfterMigration::run);
			this.ready = true;
			LOG.info((migrated.migrationsExecuted > 0) ? "The database is ready, after {} migrations of its schema"
					: "The database is ready", migrated.migrationsExecuted);
		}
		catch (CannotStart ex) {
			reportOnce(ex);
			return ex;
		}
		catch (RuntimeException ex) {
			reportOnce(ex);
		}
		return null;
	}

	private void makeMonthsAhead() {
		try {
			if (this.ready) {
				this.partitions.ensure(this.clock.instant());
			}
		}
		catch (CallRefused ex) {
			LOG.debug(
					"The database cannot be reached; creating the next months' partitions is tried again in six hours");
		}
		catch (RuntimeException ex) {
			LOG.warn("The next months' partitions could not be created; trying again in six hours", ex);
		}
	}

	private void reportOnce(RuntimeException ex) {
		String failure = innermostMessage(ex);
		if (!failure.equals(this.lastFailure)) {
			this.lastFailure = failure;
			LOG.warn("The database is not ready; it is tried again every second: {}", failure);
		}
	}

	/** Uses the innermost message, because the outer ones contain varying wait times. */
	private static String innermostMessage(Throwable failure) {
		String message = failure.toString();
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			message = (cause.getMessage() != null) ? cause.getMessage() : message;
		}
		return message;
	}

	@Override
	public void stop() {
		this.running = false;
		this.later.shutdownNow();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
