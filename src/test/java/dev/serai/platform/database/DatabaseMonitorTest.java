package dev.serai.platform.database;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import dev.serai.platform.database.embedded.RealDatabase;
import dev.serai.testing.BreakableLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class DatabaseMonitorTest {

	private final AtomicLong now = new AtomicLong();

	private void pass(long seconds) {
		this.now.addAndGet(Duration.ofSeconds(seconds).toNanos());
	}

	@Test
	void sinceWhenTheDatabaseIsGoneIsKnownAndSaidOnce(CapturedOutput output) throws IOException {
		try (BreakableLine line = new BreakableLine(RealDatabase.port(), true)) {
			DatabaseMonitor databaseMonitor = new DatabaseMonitor(
					new DriverManagerDataSource(RealDatabase.freshUrl().replaceAll(":\\d+/", ":" + line.port() + "/")),
					this.now::get);
			databaseMonitor.look();
			assertThat(databaseMonitor.goneFor()).isZero();
			line.cut();
			for (int i = 0; i < 5; i++) {
				databaseMonitor.look();
				pass(3);
				assertThat(databaseMonitor.goneFor()).isEqualTo(Duration.ofSeconds(3L * (i + 1)));
			}
			line.mend();
			databaseMonitor.look();
			assertThat(databaseMonitor.goneFor()).isZero();
			databaseMonitor.look();
			databaseMonitor.close();
			assertThat(output.getAll()).containsOnlyOnce("The database is gone")
				.containsOnlyOnce("The database is back after 15.0 s");
		}
	}

	@Test
	void aConnectionThatBreaksIsNoOutage(CapturedOutput output) {
		String url = RealDatabase.freshUrl();
		DatabaseMonitor databaseMonitor = new DatabaseMonitor(
				new DriverManagerDataSource(url + "&ApplicationName=watched"), this.now::get);
		databaseMonitor.look();
		assertThat(RealDatabase.client()
			.sql("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'watched'")
			.query(Boolean.class)
			.single()).isTrue();
		databaseMonitor.look();
		assertThat(databaseMonitor.goneFor()).isZero();
		databaseMonitor.close();
		assertThat(output.getAll()).doesNotContain("The database is");
	}

	@Test
	void whatAServerLeavesBehindDoesNotSpeakForIt(CapturedOutput output) {
		DatabaseMonitor databaseMonitor = new DatabaseMonitor(new DriverManagerDataSource(RealDatabase.freshUrl()),
				this.now::get);
		databaseMonitor.look();
		databaseMonitor.lost("it was killed");
		pass(2);
		assertThat(databaseMonitor.goneFor()).isEqualTo(Duration.ofSeconds(2));
		databaseMonitor.look();
		assertThat(databaseMonitor.goneFor()).isZero();
		databaseMonitor.close();
		assertThat(output.getAll()).containsOnlyOnce("The database is gone (it was killed)")
			.containsOnlyOnce("The database is back after 2.0 s");
	}

	@Test
	void beforeItWasThereForTheFirstTimeNothingIsSaid(CapturedOutput output) {
		DatabaseMonitor databaseMonitor = new DatabaseMonitor(
				new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none"), this.now::get);
		databaseMonitor.look();
		databaseMonitor.close();
		assertThat(databaseMonitor.goneFor()).isZero();
		assertThat(output.getAll()).doesNotContain("The database is");
	}

}
