package dev.serai.testing;

import java.math.BigDecimal;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The sums that are kept of the ledger's calls, to be held against it. */
public final class Sums {

	private Sums() {
	}

	/** What all calls cost, as far as the sums know. */
	public static BigDecimal costUsd(JdbcClient database) {
		return database.sql("""
				SELECT coalesce(sum(cost_usd), 0) FROM rollup
				 WHERE grain = 'hour' AND dimension = 'total' AND team_id = '00000000-0000-0000-0000-000000000000'""")
			.query(BigDecimal.class)
			.single();
	}

	/**
	 * Every way to add them up comes to the ledger's own sum: by hours and by days, of
	 * all teams' calls together and of each team's, by any dimension.
	 */
	public static void assertEqualLedger(JdbcClient database) {
		BigDecimal cost = database.sql("SELECT coalesce(sum(cost_usd), 0) FROM call").query(BigDecimal.class).single();
		long calls = database.sql("SELECT count(*) FROM call").query(Long.class).single();
		database.sql("""
				SELECT grain, dimension, team_id = '00000000-0000-0000-0000-000000000000' AS everybody,
				       sum(calls)::bigint AS calls, sum(cost_usd) AS cost_usd
				  FROM rollup GROUP BY 1, 2, 3""").query((row, number) -> {
			String of = row.getString("grain") + " by " + row.getString("dimension");
			if (!row.getString("dimension").equals("tag")) {
				assertThat(row.getLong("calls")).as(of).isEqualTo(calls);
				assertThat(row.getBigDecimal("cost_usd")).as(of).isEqualByComparingTo(cost);
			}
			return of;
		}).list();
		assertThat(costUsd(database)).isEqualByComparingTo(cost);
	}

}
