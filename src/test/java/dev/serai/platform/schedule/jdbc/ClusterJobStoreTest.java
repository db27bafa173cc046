package dev.serai.platform.schedule.jdbc;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import com.zaxxer.hikari.HikariDataSource;
import dev.serai.platform.database.config.DatabaseConfiguration;
import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.platform.start.Node;
import dev.serai.testing.BreakableLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Real schedulers over one real database. */
class ClusterJobStoreTest {

	private static final AtomicInteger RUNNING = new AtomicInteger();

	private static final AtomicInteger MOST_AT_ONCE = new AtomicInteger();

	private static final AtomicInteger RUNS = new AtomicInteger();

	private final String url = RealDatabase.freshUrl();

	private final List<AutoCloseable> open = new ArrayList<>();

	@BeforeEach
	void forget() {
		RUNS.set(0);
		MOST_AT_ONCE.set(0);
	}

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable each : this.open.reversed()) {
			each.close();
		}
	}

	/** A node's scheduler, which is not started yet. */
	private Scheduler node(String url) throws SchedulerException {
		HikariDataSource pool = DatabaseConfiguration.pool(url, null, null);
		Scheduler scheduler = new ScheduleConfiguration().scheduler(pool, new Node(UUID.randomUUID()));
		this.open.add(pool);
		this.open.add(() -> scheduler.shutdown(true));
		return scheduler;
	}

	/**
	 * @param data what the schedule is, as Camel writes it into the data of its jobs
	 */
	private static void schedule(Scheduler node, String data, Instant first, Duration every) throws SchedulerException {
		node.scheduleJob(JobBuilder.newJob(Work.class).withIdentity("job", "test").usingJobData("every", data).build(),
				TriggerBuilder.newTrigger()
					.withIdentity("job", "test")
					.startAt(Date.from(first))
					.withSchedule(SimpleScheduleBuilder.simpleSchedule()
						.withIntervalInMilliseconds(every.toMillis())
						.repeatForever())
					.build());
	}

	private Instant next() {
		return Instant.ofEpochMilli(JdbcClient.create(new DriverManagerDataSource(this.url))
			.sql("SELECT next_fire_time FROM quartz_triggers")
			.query(Long.class)
			.single());
	}

	@Test
	void aJobRunsOnOneNodeAtATime() throws SchedulerException {
		for (int i = 0; i < 2; i++) {
			Scheduler node = node(this.url);
			schedule(node, "10 ms", Instant.now(), Duration.ofMillis(10));
			node.start();
		}
		await().atMost(Duration.ofSeconds(60)).until(() -> RUNS.get() > 20);
		assertThat(MOST_AT_ONCE).hasValue(1);
	}

	@Test
	void jobsWaitForADatabaseThatIsDownAtTheStartAndRunAgainAfterAnOutage() throws SchedulerException, IOException {
		BreakableLine line = new BreakableLine(RealDatabase.port(), false);
		this.open.add(line);
		Scheduler node = node(this.url.replaceAll(":\\d+/", ":" + line.port() + "/"));
		schedule(node, "10 ms", Instant.now(), Duration.ofMillis(10));
		node.start();
		line.mend();
		await().atMost(Duration.ofSeconds(60)).until(() -> RUNS.get() > 0);
		line.cut();
		await().atMost(Duration.ofSeconds(60)).until(() -> RUNNING.get() == 0);
		int before = RUNS.get();
		line.mend();
		await().atMost(Duration.ofSeconds(60)).until(() -> RUNS.get() > before + 1);
	}

	@Test
	void aJobKeepsItsNextTimeUnlessItsScheduleHasChanged() throws SchedulerException {
		Instant first = Instant.ofEpochMilli(Instant.now().plus(Duration.ofHours(1)).toEpochMilli());
		Scheduler one = node(this.url);
		schedule(one, "1 day", first, Duration.ofDays(1));
		one.start();
		assertThat(next()).isEqualTo(first);
		Scheduler two = node(this.url);
		schedule(two, "1 day", first.plusSeconds(1800), Duration.ofDays(1));
		two.start();
		assertThat(next()).isEqualTo(first);
		Scheduler three = node(this.url);
		schedule(three, "2 days", first.plusSeconds(1800), Duration.ofDays(2));
		three.start();
		assertThat(next()).isEqualTo(first.plusSeconds(1800));
	}

	/** Takes a moment, and counts how many of its kind run. */
	@DisallowConcurrentExecution
	public static final class Work implements Job {

		@Override
		public void execute(JobExecutionContext context) {
			MOST_AT_ONCE.accumulateAndGet(RUNNING.incrementAndGet(), Math::max);
			RUNS.incrementAndGet();
			LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
			RUNNING.decrementAndGet();
		}

	}

}
