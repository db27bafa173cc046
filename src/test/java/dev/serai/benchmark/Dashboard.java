package dev.serai.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.serai.testing.Gateway;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A ledger as a company's is after some months, and what the dashboard's pages ask of it.
 */
final class Dashboard {

	private static final List<String> DIMENSIONS = List.of("team", "key", "provider", "model", "deployment", "feature",
			"tag", "policy");

	private final Gateway gateway;

	private final JdbcClient database;

	Dashboard(Gateway gateway) {
		this.gateway = gateway;
		this.database = gateway.database();
	}

	/** Fills the ledger, where it is empty, with calls of the last 90 days. */
	void load(long calls) {
		if (this.database.sql("SELECT EXISTS (SELECT FROM call)").query(Boolean.class).single()) {
			return;
		}
		try (InputStream script = Dashboard.class.getResourceAsStream("/benchmark/dashboard.sql")) {
			String sql = new String(script.readAllBytes(), StandardCharsets.UTF_8).replace("${calls}",
					Long.toString(calls));
			Patience.on(this.gateway, statement -> statement.execute(sql));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The id of one of the teams. */
	static UUID team(int number) {
		return hash("team " + number);
	}

	/** As the script makes them. */
	private static UUID hash(String name) {
		try {
			byte[] hash = MessageDigest.getInstance("MD5").digest(name.getBytes(StandardCharsets.UTF_8));
			ByteBuffer bytes = ByteBuffer.wrap(hash);
			return new UUID(bytes.getLong(), bytes.getLong());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What each page asks, by what it is. */
	List<Question> questions() {
		Instant to = Instant.now().truncatedTo(ChronoUnit.MILLIS);
		List<Question> questions = new ArrayList<>();
		questions.add(new Question("Usage by hour, 7 days", usage(to, 7, "interval=hour")));
		questions
			.add(new Question("Usage by day in Berlin, 90 days", usage(to, 90, "interval=day&zone=Europe/Berlin")));
		for (int days : new int[] { 30, 90 }) {
			for (String by : DIMENSIONS) {
				questions.add(new Question("Usage by " + by + ", " + days + " days", usage(to, days, "by=" + by)));
			}
		}
		for (String by : List.of("model", "feature")) {
			questions.add(new Question("Usage by " + by + " and day in Berlin, 90 days",
					usage(to, 90, "by=" + by + "&interval=day&zone=Europe/Berlin")));
		}
		questions.add(new Question("Spend since ever by feature", "/api/spend?by=feature"));
		questions.add(new Question("Calls, the newest", "/api/calls"));
		Instant from = to.minus(Duration.ofDays(40));
		for (String filter : List.of("team=team-3", "teamId=" + team(0), "key=" + hash("key 2"), "model=model-5",
				"provider=mistral", "outcome=timeout", "status=504", "feature=feature-29", "policy=cheap",
				"policy=exact", "tag=project-7", "tag=rare", "session=s-1234", "endUser=user-77", "minUsd=0.007",
				"minMs=4900", "from=" + from + "&to=" + from.plus(Duration.ofDays(1)), "minUsd=9999",
				"tag=rare&outcome=failed", "model=model-5&feature=feature-29&status=502&minMs=4000",
				"policy=exact&provider=gemini&tag=project-1")) {
			questions.add(new Question(
					"Calls, " + filter.replaceAll("[0-9a-f]{8}-\\S+", "…").replaceAll("from=.*", "one day"),
					"/api/calls?" + filter));
		}
		this.database.sql("SELECT id FROM call WHERE team_id = ? AND attempts = 2 ORDER BY at LIMIT 1")
			.param(team(0))
			.query(UUID.class)
			.optional()
			.ifPresent(id -> questions.add(new Question("One call", "/api/calls/" + id)));
		questions.add(new Question("Calls as CSV, first bytes", "/api/calls?format=csv"));
		return questions;
	}

	private static String usage(Instant to, int days, String more) {
		return "/api/usage?from=" + to.minus(Duration.ofDays(days)) + "&to=" + to + "&" + more;
	}

	record Question(String name, String path) {
	}

}
