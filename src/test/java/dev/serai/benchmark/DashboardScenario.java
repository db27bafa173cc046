package dev.serai.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.Browser;
import dev.serai.testing.Gateway;

/**
 * How long the dashboard's questions take over ten million calls, asked by an admin and
 * by a member of three teams. {@code -Dserai.benchmark.calls} asks for fewer calls;
 * {@code -Dserai.benchmark.database} names a database that has been filled before.
 */
final class DashboardScenario implements Scenario {

	private static final int ROUNDS = 7;

	private static final int TARGET_MS = 200;

	@Override
	public String name() {
		return "dashboard";
	}

	@Override
	public List<Row> measure(Bench bench) throws Exception {
		// An empty address is that of the embedded database, with the settings as
		// shipped.
		try (Gateway gateway = Gateway
			.start(Map.of(Gateway.DATABASE, System.getProperty("serai.benchmark.database", "")));
				HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
			Dashboard dashboard = new Dashboard(gateway);
			dashboard.load(Long.getLong("serai.benchmark.calls", 10_000_000));
			Patience.on(gateway, statement -> statement.execute("VACUUM ANALYZE"));
			Browser member = member(gateway);
			List<Row> rows = new ArrayList<>();
			rows.add(totals(gateway));
			for (Dashboard.Question question : dashboard.questions()) {
				double[] admin = ask(http, gateway.admin(question.path()).GET().build());
				double[] theirs = ask(http, member.request("GET", question.path(), null).build());
				rows.add(Row.met(question.name(),
						Row.number("%.0f / %.0f ms, member %.0f / %.0f ms", admin[ROUNDS / 2], admin[ROUNDS - 1],
								theirs[ROUNDS / 2], theirs[ROUNDS - 1]),
						"≤ " + TARGET_MS + " ms", admin[ROUNDS / 2] <= TARGET_MS && theirs[ROUNDS / 2] <= TARGET_MS));
			}
			return rows;
		}
	}

	static Browser member(Gateway gateway) {
		Browser member = Browser.of(gateway, "member");
		for (int team : new int[] { 0, 3, 11 }) {
			member.in(Gateway.json("{\"id\":\"" + Dashboard.team(team) + "\"}"), "viewer");
		}
		return member;
	}

	/** Median and maximum are in the middle and at the end. */
	private static double[] ask(HttpClient http, HttpRequest request) throws IOException, InterruptedException {
		double[] milliseconds = new double[ROUNDS];
		for (int round = 0; round < ROUNDS; round++) {
			long start = System.nanoTime();
			HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
			try (InputStream body = answer.body()) {
				body.read();
				if (!request.uri().toString().contains("format=csv")) {
					body.readAllBytes();
				}
			}
			milliseconds[round] = (System.nanoTime() - start) / 1e6;
			if (answer.statusCode() != 200) {
				throw new IllegalStateException(request.uri() + " answered " + answer.statusCode());
			}
		}
		Arrays.sort(milliseconds);
		return milliseconds;
	}

	private static Row totals(Gateway gateway) {
		JsonNode total = Gateway.json(gateway.send(gateway.admin("/api/usage?from=2000-01-01").GET().build()))
			.path("total");
		BigDecimal[] ledger = new BigDecimal[2];
		Patience.on(gateway, statement -> {
			try (ResultSet row = statement.executeQuery("SELECT count(*), sum(cost_usd) FROM call")) {
				row.next();
				ledger[0] = row.getBigDecimal(1);
				ledger[1] = row.getBigDecimal(2);
			}
		});
		boolean equal = ledger[0].longValue() == total.path("calls").asLong()
				&& ledger[1].compareTo(new BigDecimal(total.path("costUsd").asText())) == 0;
		return Row.met("Totals are the ledger's",
				Row.number("%,d calls, %s USD", total.path("calls").asLong(), total.path("costUsd").asText()), "equal",
				equal);
	}

}
