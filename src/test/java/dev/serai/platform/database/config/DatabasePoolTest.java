package dev.serai.platform.database.config;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import com.zaxxer.hikari.HikariDataSource;
import dev.serai.platform.database.embedded.RealDatabase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The connections to the database. */
class DatabasePoolTest {

	@Test
	void aQuestionThatNobodyWaitsForAnyMoreIsGivenUp() throws SQLException {
		try (HikariDataSource pool = DatabaseConfiguration.pool(RealDatabase.freshUrl(), null, null)) {
			try (Connection connection = pool.getConnection(); Statement statement = connection.createStatement()) {
				connection.setNetworkTimeout(Runnable::run, 300);
				assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(61)")).isInstanceOf(SQLException.class);
			}
			await().atMost(Duration.ofSeconds(15)).until(() -> sleepers(pool) == 0);
		}
	}

	private static int sleepers(HikariDataSource pool) throws SQLException {
		try (Connection connection = pool.getConnection();
				Statement statement = connection.createStatement();
				var count = statement
					.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(61)'"
							+ " AND state = 'active'")) {
			count.next();
			return count.getInt(1);
		}
	}

}
