package dev.serai.app.dashboard;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.serai.testing.Browser;
import dev.serai.testing.Gateway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What asks under /v1 from a page: with a key of its own, which ends with the page. */
@ExtendWith(Stage.class)
class ToolsTest {

	private static Locator button(Page page, String name) {
		return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

	private static List<JsonNode> keys(Stage.Scene scene, String name) {
		return StreamSupport.stream(Gateway.json(scene.admin().get("/api/keys")).path("data").spliterator(), false)
			.filter(key -> key.path("name").asText().equals(name))
			.toList();
	}

	/**
	 * One key was made for all questions; it expires soon, and the audit log has one row
	 * of it.
	 */
	private static void oneKeyWasMade(Stage.Scene scene, String name, List<JsonNode> before) {
		Set<String> others = before.stream().map(key -> key.path("id").asText()).collect(Collectors.toSet());
		List<JsonNode> made = keys(scene, name).stream()
			.filter(key -> !others.contains(key.path("id").asText()))
			.toList();
		assertThat(made).hasSize(1);
		assertThat(Instant.parse(made.getFirst().path("expiresAt").asText()))
			.isBetween(Instant.now().plus(25, ChronoUnit.MINUTES), Instant.now().plus(31, ChronoUnit.MINUTES));
		assertThat(Gateway.json(scene.admin().get("/api/audit?kind=key&subject=" + made.getFirst().path("id").asText()))
			.path("data")).hasSize(1);
	}

	@Test
	void theFormShowsTheRankingAndCallsNobody(Stage.Scene scene) {
		List<JsonNode> before = keys(scene, "dashboard routing form");
		try (Desk desk = scene.desk()) {
			Page page = desk.open("routing?tab=try");
			page.getByLabel("Contains an image").check();
			Response answer = page.waitForResponse("**/v1/route", () -> button(page, "Preview").click());
			JsonNode decision = Gateway.json(answer.text());
			assertThat(decision.path("excluded")).isNotEmpty();
			Locator candidates = page.locator(".candidate");
			for (int i = 0; i < 5; i++) {
				JsonNode candidate = decision.path("candidates").get(i);
				assertThat(candidates.nth(i).locator(".candidate-name")).hasText(candidate.path("deployment").asText());
				assertThat(candidates.nth(i).locator(".score"))
					.hasText(String.format(Locale.ROOT, "%.3f", candidate.path("score").asDouble()));
			}
			assertThat(page.locator(".factors tbody tr")).hasCount(decision.at("/candidates/0/factors").size());
			assertThat(page.locator(".excluded")).containsText("It cannot read the content of the messages");
			button(page, "Show all %d candidates".formatted(decision.path("candidates").size())).click();
			assertThat(candidates).hasCount(decision.path("candidates").size());
			candidates.nth(1).getByRole(AriaRole.BUTTON).press("Enter");
			assertThat(page.locator(".factors")).hasCount(2);
			desk.open("governance");
			oneKeyWasMade(scene, "dashboard routing form", before);
		}
	}

	@Test
	@DisplayName("F05: two models answer side by side, as text, for what the ledger says")
	void theAnswersCostWhatTheLedgerSays(Stage.Scene scene) {
		List<JsonNode> before = keys(scene, "dashboard playground");
		try (Desk desk = scene.desk()) {
			Page page = desk.open("playground");
			assertThat(button(page, "Ask both")).isEnabled();
			assertThat(keys(scene, "dashboard playground")).as("no key before the first question")
				.hasSameSizeAs(before);
			page.getByLabel("Question").fill(SampleMonth.ATTACK);
			page.getByLabel("Model B").selectOption("auto:cheapest");
			page.getByLabel("Question").press("Control+Enter");
			Locator panes = page.locator(".pane");
			for (int i = 0; i < 2; i++) {
				Locator pane = panes.nth(i);
				assertThat(pane.locator(".model-text")).containsText("<img src=x");
				Locator link = pane.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Call details"));
				assertThat(pane.locator(".measure[title^='$']")).isVisible();
				String id = link.getAttribute("href").replace("#/calls/", "");
				await()
					.untilAsserted(() -> assertThat(scene.admin().get("/api/calls/" + id).statusCode()).isEqualTo(200));
				JsonNode call = Gateway.json(scene.admin().get("/api/calls/" + id));
				assertThat(pane.locator(".measure[title^='$']")).hasAttribute("title",
						"$" + call.path("costUsd").asText());
				assertThat(pane.locator(".measures"))
					.containsText(call.at("/usage/input").asInt() + " + " + call.at("/usage/output").asInt());
				assertThat(pane.locator(".pane-by")).containsText(call.path("deployment").asText());
			}
			assertThat(page.evaluate("() => window.hacked ?? 'nothing'")).isEqualTo("nothing");
			assertThat(page.locator("main img, main script").count()).isZero();
			desk.open("governance");
			oneKeyWasMade(scene, "dashboard playground", before);
		}
	}

	@Test
	void anAnswerCanBeStopped(Stage.Scene scene) {
		try (Desk desk = scene.desk()) {
			Page page = desk.open("playground");
			page.route("**/v1/chat/completions", route -> {
				// Nobody answers.
			});
			button(page, "Ask both").click();
			assertThat(page.locator(".pane .badge").first()).hasText("asking");
			button(page, "Stop").click();
			assertThat(page.locator(".pane .badge").first()).hasText("stopped");
			assertThat(button(page, "Ask both")).isEnabled();
		}
	}

	@Test
	void anErrorIsShownAsItCame(Stage.Scene scene) {
		try (Desk desk = scene.desk()) {
			Page page = desk.open("playground");
			page.getByLabel("Temperature").fill("2.9");
			page.locator("form.prompt").evaluate("form => form.noValidate = true");
			button(page, "Ask both").click();
			assertThat(page.locator(".pane .note.bad").first()).containsText("temperature");
			assertThat(page.locator(".pane").first()).containsText("status 400");
			desk.complaints().removeIf(text -> text.contains("/v1/chat/completions"));
		}
	}

	@Test
	void whoManagesNoTeamIsToldKindly(Stage.Scene scene) {
		Browser member = Browser.of(scene.gateway(), "member");
		try (Desk desk = new Desk(scene, 1440, 900, ColorScheme.LIGHT).holding(member.cookie())) {
			assertThat(desk.open("playground").getByText("You do not manage a team yet")).isVisible();
			assertThat(button(desk.page(), "Ask both")).hasCount(0);
			assertThat(desk.open("routing?tab=try").getByText("You do not manage a team yet")).isVisible();
		}
	}

}
