package dev.serai.app.dashboard;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.serai.testing.Browser;
import dev.serai.testing.Gateway;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** What pages show is what the API says, to the digit. */
@ExtendWith(Stage.class)
class FiguresTest {

	/** Whole days that are over, so that nothing is added meanwhile. */
	private static final LocalDate FROM = LocalDate.now(ZoneOffset.UTC).minusDays(20);

	private static final LocalDate LAST = LocalDate.now(ZoneOffset.UTC).minusDays(1);

	private static final String DAYS = "period=custom&from=" + FROM + "&to=" + LAST;

	private static JsonNode usage(Stage.Scene scene, String more) {
		return Gateway.json(scene.admin().get("/api/usage?from=" + FROM + "&to=" + LAST.plusDays(1) + more));
	}

	private static DecimalFormat format(String pattern) {
		return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
	}

	private static String exact(JsonNode usd) {
		return format("$#,##0.00##################").format(new BigDecimal(usd.asText()));
	}

	private static String whole(JsonNode count) {
		return format("#,##0").format(count.asLong());
	}

	private static Locator table(Page page, String name) {
		return page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

	@ParameterizedTest
	@CsvSource({ "team,Team", "provider,Provider", "model,Model", "feature,Feature", "key,Key", "tag,Tag",
			"policy,Policy" })
	void costsAreTheSums(String by, String label, Stage.Scene scene) {
		JsonNode usage = usage(scene, "&by=" + by);
		try (Desk desk = scene.desk()) {
			Page page = desk.open("costs?" + DAYS + "&by=" + by);
			assertThat(desk.figure("Spend").locator("span")).hasAttribute("title", exact(usage.at("/total/costUsd")));
			assertThat(desk.figure("Calls")).hasText(whole(usage.at("/total/calls")));
			Locator rows = table(page, "Spend by " + label.toLowerCase(Locale.ROOT)).locator("tbody tr");
			int index = 0;
			for (JsonNode row : usage.path("data")) {
				if (index == 15) {
					break;
				}
				// Dearest first, in the answer as on the page.
				Locator shown = rows.nth(index);
				assertThat(shown.locator("td").first().locator("span")).hasAttribute("title",
						exact(row.path("costUsd")));
				if (!row.path("key").asText().isEmpty()) {
					assertThat(shown.locator("th .truncate")).hasText(row.path("name").asText());
				}
				index++;
			}
			org.assertj.core.api.Assertions.assertThat(index).isPositive();
		}
	}

	@Test
	void costsAreComparedExportedAndLeadToTheirCalls(Stage.Scene scene) {
		try (Desk desk = scene.desk()) {
			Page page = desk.open("costs?" + DAYS + "&by=provider");
			Download file = page.waitForDownload(
					() -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("CSV")).click());
			org.assertj.core.api.Assertions.assertThat(file.failure()).isNull();
			assertThat(page.locator(".stat .delta").first()).containsText("%");
			Locator row = desk.row("Spend by provider", "openai");
			row.focus();
			page.keyboard().press("Enter");
			assertThat(page).hasURL(Pattern
				.compile(".*#/calls\\?.*period=custom&from=" + FROM + "&to=" + LAST + ".*provider=openai.*"));
			page.goBack();
			desk.settle();
			Locator header = page.getByRole(AriaRole.COLUMNHEADER,
					new Page.GetByRoleOptions().setName("Calls").setExact(true));
			header.locator("button").press("Enter");
			assertThat(header).hasAttribute("aria-sort", "descending");
			header.locator("button").press("Enter");
			assertThat(header).hasAttribute("aria-sort", "ascending");
		}
	}

	@Test
	void aPeriodIsChosenAndStandsInTheAddress(Stage.Scene scene) {
		try (Desk desk = scene.desk()) {
			Page page = desk.open("costs");
			page.locator("select[aria-label='Period']").selectOption("custom");
			page.getByLabel("First day").fill(FROM.toString());
			page.getByLabel("Last day").fill(LAST.toString());
			page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show").setExact(true)).click();
			desk.settle();
			assertThat(desk.figure("Spend").locator("span")).hasAttribute("title",
					exact(usage(scene, "").at("/total/costUsd")));
			page.locator("select[aria-label='Compare with']").selectOption("none");
			assertThat(page.locator(".stat .delta")).hasCount(0);
			page.reload();
			desk.settle();
			assertThat(page.locator("select[aria-label='Compare with']")).hasValue("none");
			assertThat(desk.figure("Calls")).hasText(whole(usage(scene, "").at("/total/calls")));
		}
	}

	@Test
	void usageShowsPeaksModelsAndTokens(Stage.Scene scene) {
		JsonNode models = usage(scene, "&by=model");
		try (Desk desk = scene.desk()) {
			Page page = desk.open("usage?" + DAYS);
			assertThat(desk.figure("Calls")).hasText(whole(models.at("/total/calls")));
			JsonNode first = null;
			for (JsonNode row : models.path("data")) {
				first = (first == null || row.path("calls").asLong() > first.path("calls").asLong()) ? row : first;
			}
			Locator top = table(page, "Models by calls").locator("tbody tr").first();
			assertThat(top.locator("th")).hasText(first.path("name").asText());
			assertThat(top.locator("td").first()).hasText(whole(first.path("calls")));
			page.getByText("Show as a table: Calls per hour").click();
			assertThat(table(page, "Calls per hour").locator("tbody tr")).hasCount(7);
			page.getByText("Show as a table: Tokens by class").click();
			Locator days = table(page, "Tokens by class").locator("tbody tr");
			assertThat(days).hasCount(20);
			for (JsonNode day : usage(scene, "&interval=day").path("series")) {
				int index = (int) ChronoUnit.DAYS.between(FROM.atStartOfDay(ZoneOffset.UTC),
						OffsetDateTime.parse(day.path("at").asText()));
				assertThat(days.nth(index).locator("td").first()).hasText(whole(day.at("/tokens/input")));
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "provider", "model", "deployment" })
	void performanceShowsAttemptsAndFailovers(String by, Stage.Scene scene) {
		JsonNode usage = usage(scene, "&by=" + by);
		try (Desk desk = scene.desk()) {
			desk.open("performance?" + DAYS + "&by=" + by);
			long judged = usage.at("/total/ok").asLong() + usage.at("/total/failed").asLong();
			BigDecimal rate = new BigDecimal(100.0 * usage.at("/total/ok").asLong() / judged);
			assertThat(desk.figure("Success rate")).hasText(rate.setScale(2, RoundingMode.HALF_UP) + "%");
			for (JsonNode row : usage.path("data")) {
				String name = row.path("name").asText();
				if (!row.path("key").asText().isEmpty() && !name.contains("<")) {
					Locator cells = desk.row("Performance by " + by, name).locator("td");
					assertThat(cells.nth(0)).hasText(whole(row.path("calls")));
					assertThat(cells.nth(1)).hasText(successOfAttempts(row));
					assertThat(cells.nth(6)).hasText(whole(row.path("attempts")));
					assertThat(cells.nth(8)).hasText(whole(row.path("failovers")));
				}
			}
		}
	}

	/**
	 * Attempts that succeeded of all attempts, those that failed over to another
	 * deployment included.
	 */
	private static String successOfAttempts(JsonNode row) {
		long attempts = row.path("attempts").asLong();
		long succeeded = attempts - row.path("failedAttempts").asLong();
		if (attempts == 0) {
			return "\u2013";
		}
		return (succeeded == attempts) ? "100%"
				: new BigDecimal(100.0 * succeeded / attempts).setScale(2, RoundingMode.HALF_UP) + "%";
	}

	/** Calls a function of a dashboard module with arguments and returns its result. */
	private static Object call(Page page, String module, String expression) {
		return page.evaluate(
				"async () => { const module = await import('/assets/" + module + "'); return " + expression + "; }");
	}

	@Test
	void oneOfTenPausedDeploymentsIsNotAPausedProvider(Stage.Scene scene) {
		try (Desk desk = scene.desk()) {
			Page page = desk.open("overview");
			page.route("**/api/deployments", route -> {
				StringBuilder all = new StringBuilder();
				for (int i = 0; i < 10; i++) {
					all.append(all.isEmpty() ? "" : ",")
						.append("{\"id\":\"p/m%d\",\"provider\":\"p\",\"breaker\":\"%s\",\"cooledUntil\":null,\"live\":null}"
							.formatted(i, (i == 0) ? "open" : "closed"));
				}
				route.fulfill(new Route.FulfillOptions().setContentType("application/json")
					.setBody("{\"data\":[" + all + "]}"));
			});
			assertThat(desk.row("Provider health", "p10 models").locator("td").first()).hasText("1 of 10 paused");
			assertThat(page.getByText("Paused deployments (1)")).isVisible();
			page.unrouteAll();
		}
	}

	@Test
	void aValueWithoutNeighboursIsDrawnAsAPoint(Stage.Scene scene) {
		try (Desk desk = scene.desk()) {
			Page page = desk.open("overview");
			org.assertj.core.api.Assertions
				.assertThat(call(page, "charts.js", "[...module.singles([null, 3, null, 1, 2, null, 0])]"))
				.isEqualTo(List.of(1, 6));
		}
	}

	@Test
	void openAlertsAreCountedInTheNavigationAndOnTheOverview(Stage.Scene scene) {
		try (Desk desk = scene.desk()) {
			Page page = desk.page();
			page.route("**/api/alerts?*", route -> route.fulfill(new Route.FulfillOptions()
				.setContentType("application/json")
				.setBody(
						"{\"data\":[{\"id\":\"1\",\"severity\":\"critical\"},{\"id\":\"2\",\"severity\":\"info\"}],\"next\":null}")));
			desk.open("overview");
			assertThat(page.locator(".nav-count")).containsText("2");
			assertThat(desk.figure("Open alerts")).hasText("2");
			page.unrouteAll();
		}
	}

	@Test
	void thisWeekIsComparedWithLastWeekToDate(Stage.Scene scene) {
		try (Desk desk = scene.desk()) {
			Page page = desk.open("overview");
			org.assertj.core.api.Assertions.assertThat(call(page, "period.js",
					"(period => [period.from, period.to, period.before.from, period.before.to, period.before.label])"
							+ "(module.periodOf({ period: 'week' }, 'Europe/Berlin', Date.parse('2026-03-25T12:00:00Z')))"))
				.isEqualTo(List.of("2026-03-22T23:00:00.000Z", "2026-03-25T12:00:00.000Z", "2026-03-15T23:00:00.000Z",
						"2026-03-18T12:00:00.000Z", "last week to date"));
			assertThat(desk.figure("Spend this week")).containsText("$");
		}
	}

	@Test
	void theOverviewFollowsWhatHappens(Stage.Scene scene) {
		try (Desk desk = scene.desk()) {
			Page page = desk.open("overview");
			assertThat(page.getByText("live", new Page.GetByTextOptions().setExact(true))).isVisible();
			assertThat(page.locator(".newest li")).hasCount(7);
			assertThat(page.locator(".purse")).hasCount(3);
			assertThat(table(page, "Provider health").locator("tbody tr").first()).isVisible();
			String id = scene.gateway()
				.chat("{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}")
				.headers()
				.firstValue("x-request-id")
				.orElseThrow();
			assertThat(page.locator(".newest a[href='#/calls/" + id + "']")).isVisible();
		}
	}

	@Test
	void anAdminSendsSampleTrafficWithOneClick(Stage.Scene scene) {
		try (Desk desk = scene.desk()) {
			Page page = desk.open("overview");
			page.getByText("Send sample traffic").click();
			assertThat(page.getByText("sample calls are being sent")).isVisible();
			assertThat(page.locator(".newest-team").getByText("sample-").first()).isVisible();
		}
	}

	@Test
	void whoHasNoCallsYetIsToldHowToMakeOne(Stage.Scene scene) {
		Browser member = Browser.of(scene.gateway(), "member").in(new Operator(scene.gateway()).newTeam(), "owner");
		try (Desk desk = scene.door().holding(member.cookie())) {
			Page page = desk.open("overview");
			assertThat(page.getByText("Welcome to Serai")).isVisible();
			assertThat(page.locator(".code")).containsText("curl " + scene.gateway().url("/v1/chat/completions"));
			assertThat(page.getByText("Send sample traffic")).hasCount(0);
			desk.open("costs");
			assertThat(page.getByText("No spend in this period")).isVisible();
			desk.open("usage");
			assertThat(page.getByText("No calls in this period")).isVisible();
		}
	}

}
