package dev.serai.replay;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.serai.replay.Expectation.Problem;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is in the ledger of the calls that a test has made. */
final class LedgerRows {

	private final JdbcClient database;

	private final List<Call> calls = new ArrayList<>();

	private final Map<String, Map<String, Object>> rows = new HashMap<>();

	LedgerRows(JdbcClient database) {
		this.database = database;
	}

	void made(Recording recording, Expectation expected, Heard heard) {
		this.calls.add(new Call(heard.header("x-request-id"), recording, expected, heard.status()));
	}

	/** Waits until every call has its row. */
	void read() {
		await().atMost(Duration.ofSeconds(20))
			.until(() -> this.database.sql("SELECT id::text FROM call")
				.query(String.class)
				.set()
				.containsAll(this.calls.stream().map(Call::id).toList()));
		this.database.sql("SELECT * FROM call")
			.query()
			.listOfRows()
			.forEach(row -> assertThat(this.rows.put(row.get("id").toString(), row)).isNull());
	}

	/** The rows of the calls that a recording has answered. */
	void check(Recording recording) {
		List<Call> own = this.calls.stream().filter(call -> call.recording.equals(recording)).toList();
		assertThat(own).isNotEmpty();
		own.forEach(call -> {
			Map<String, Object> row = this.rows.get(call.id);
			assertThat(row).as("row of call " + call.id).isNotNull();
			call.check(row);
		});
	}

	private record Call(String id, Recording recording, Expectation expected, int status) {

		void check(Map<String, Object> row) {
			Problem error = this.expected.error();
			boolean broken = error != null && this.status == 200;
			assertThat(row.get("attempts")).isEqualTo(1);
			assertThat(row.get("stream")).isEqualTo(this.recording.stream());
			assertThat(row.get("outcome")).isEqualTo(outcome(error, broken));
			assertThat(row.get("status")).isEqualTo((error != null) ? error.status() : this.status);
			assertThat(row.get("provider"))
				.isEqualTo((error == null || this.expected.saysSomething()) ? this.recording.provider() : null);
			Tokens tokens = this.expected.tokens();
			if (tokens != null && broken) {
				checkCut(row, tokens);
			}
			else if (tokens != null) {
				assertThat(tokens(row)).isEqualTo(tokens);
				assertThat(row.get("usage_marks")).isEqualTo(this.expected.shrunk() ? "shrunk" : null);
				assertThat(row.get("usage_estimated")).isEqualTo(false);
				assertThat(row.get("price_status")).isEqualTo(this.expected.priceStatus());
				assertThat((BigDecimal) row.get("cost_usd")).isEqualByComparingTo(tokens.cost());
			}
			else if (error == null || broken) {
				assertThat(row.get("usage_estimated")).isEqualTo(true);
				assertThat(row.get("price_status")).isEqualTo("estimated");
				assertThat((BigDecimal) row.get("cost_usd")).isPositive();
			}
			else {
				assertThat((BigDecimal) row.get("cost_usd")).isZero();
			}
		}

		/**
		 * A provider that broke off may have told of less output than it sent: what came
		 * is counted then, and the figure marked as an estimate.
		 */
		private static void checkCut(Map<String, Object> row, Tokens told) {
			Tokens kept = tokens(row);
			assertThat(kept.prompt()).isEqualTo(told.prompt());
			assertThat(kept.output()).isGreaterThanOrEqualTo(told.output());
			assertThat(row.get("usage_estimated")).isEqualTo(kept.output() > told.output());
			assertThat(row.get("price_status")).isEqualTo((kept.output() > told.output()) ? "estimated" : "known");
			assertThat((BigDecimal) row.get("cost_usd")).isEqualByComparingTo(kept.cost());
		}

		private static String outcome(Problem error, boolean broken) {
			if (error == null) {
				return "ok";
			}
			if (broken) {
				return "truncated";
			}
			return (error.status() == 400 || error.status() == 422) ? "rejected" : "failed";
		}

		private static Tokens tokens(Map<String, Object> row) {
			assertThat(row.get("image_input_tokens")).isEqualTo(0L);
			return new Tokens(count(row, "input_tokens"), count(row, "cache_read_tokens"),
					count(row, "cache_write_5m_tokens"), count(row, "cache_write_1h_tokens"),
					count(row, "audio_input_tokens"), count(row, "output_tokens"), count(row, "reasoning_tokens"),
					count(row, "audio_output_tokens"), count(row, "image_output_tokens"), count(row, "searches"));
		}

		private static long count(Map<String, Object> row, String column) {
			return (Long) row.get(column);
		}

	}

}
