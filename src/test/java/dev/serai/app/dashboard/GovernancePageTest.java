package dev.serai.app.dashboard;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.serai.testing.Browser;
import dev.serai.testing.Gateway;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Teams, keys, budgets and people are made and ended, and only what one may is offered.
 */
@ExtendWith(Stage.class)
class GovernancePageTest {

	private static Locator button(Page page, String name) {
		return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

	private static Locator dialog(Page page) {
		return page.getByRole(AriaRole.DIALOG);
	}

	private static int models(Stage.Scene scene, String secret) {
		return scene.gateway()
			.send(HttpRequest.newBuilder(URI.create(scene.gateway().url("/v1/models")))
				.header("Authorization", "Bearer " + secret)
				.build())
			.statusCode();
	}

	private static String secret(Page page) {
		String secret = dialog(page).locator(".secret code").textContent();
		assertThat(secret).startsWith("sk-serai-");
		button(page, "I have stored it").click();
		assertThat(page.content()).doesNotContain(secret);
		return secret;
	}

	@Test
	void aKeyIsMadeRotatedAndRevoked(Stage.Scene scene) {
		try (Desk desk = scene.desk()) {
			Page page = desk.open("governance");
			button(page, "New team").click();
			dialog(page).getByLabel("Name").fill("Made by hand");
			button(page, "Create the team").click();
			assertThat(desk.row("Teams", "Made by hand")).isVisible();

			page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Keys")).click();
			button(page, "New key").click();
			dialog(page).getByLabel("Team").selectOption("Made by hand");
			dialog(page).getByLabel("Name").fill("kiosk");
			button(page, "Create the key").click();
			String first = secret(page);
			assertThat(models(scene, first)).isEqualTo(200);

			button(page, "Rotate the secret of kiosk").click();
			dialog(page).getByLabel("How long the old secret keeps working").selectOption("PT0S");
			button(page, "Rotate the secret").click();
			String second = secret(page);
			assertThat(models(scene, second)).isEqualTo(200);
			await().untilAsserted(() -> assertThat(models(scene, first)).isEqualTo(401));

			button(page, "Revoke kiosk").click();
			button(page, "Revoke the key").click();
			assertThat(button(page, "Revoke kiosk")).hasCount(0);
			await().untilAsserted(() -> assertThat(models(scene, second)).isEqualTo(401));

			desk.open("governance?tab=audit&kind=key");
			Locator newest = page.locator("tbody tr").first();
			assertThat(newest).containsText("revoke");
			newest.press("Enter");
			assertThat(dialog(page).locator(".difference")).containsText("kiosk");
		}
	}

	@Test
	void whatIsWrongIsShownBesideItsFieldInTheWordsOfTheForm(Stage.Scene scene) {
		try (Desk desk = scene.desk()) {
			Page page = desk.open("governance?tab=keys");
			button(page, "New key").click();
			dialog(page).getByLabel(Pattern.compile("^Name")).fill("late");
			dialog(page).getByLabel("Expires").fill("2020-01-01T00:00");
			button(page, "Create the key").click();
			assertThat(dialog(page).locator(".field.wrong .field-error")).hasText("Expires must be in the future.");
			dialog(page).getByLabel("Expires").fill("");
			dialog(page).getByText("Defaults", new Locator.GetByTextOptions().setExact(true)).click();
			dialog(page).getByLabel("Policy").fill("no-such-policy");
			button(page, "Create the key").click();
			assertThat(dialog(page).locator(".field.wrong label")).hasText("Policy");
			assertThat(dialog(page).locator(".note.bad")).hasCount(0);
			desk.complaints().removeIf(text -> text.contains("/api/keys"));
		}
	}

	@Test
	void aBudgetStandsAsTheApiSays(Stage.Scene scene) {
		Operator operator = new Operator(scene.gateway());
		JsonNode team = operator.newTeam();
		try (Desk desk = scene.desk()) {
			Page page = desk.open("governance?tab=budgets");
			button(page, "New budget").click();
			dialog(page).getByLabel(Pattern.compile("^Team")).selectOption(team.path("id").asText());
			dialog(page).getByLabel("Limit in US$").fill("12.50");
			button(page, "Create the budget").click();
			Locator budget = page.locator(".budget")
				.filter(new Locator.FilterOptions().setHasText(team.path("name").asText()));
			assertThat(budget).containsText("$12.50");
			for (JsonNode known : Gateway.json(scene.admin().get("/api/budgets")).path("data")) {
				Locator bar = page.getByRole(AriaRole.METER,
						new Page.GetByRoleOptions().setName("Budget of " + known.path("owner").asText())
							.setExact(true));
				BigDecimal spent = new BigDecimal(known.path("spentUsd").asText());
				BigDecimal limit = new BigDecimal(known.path("limitUsd").asText());
				int share = (int) Math.round(Math.min(1, spent.doubleValue() / limit.doubleValue()) * 100);
				assertThat(bar.first()).hasAttribute("aria-valuenow", Integer.toString(share));
			}
			page.getByLabel("Delete the budget of " + team.path("name").asText()).click();
			button(page, "Delete the budget").click();
			assertThat(budget).hasCount(0);
		}
	}

	@Test
	void theRecordsAreVerified(Stage.Scene scene) {
		try (Desk desk = scene.desk()) {
			Page page = desk.open("governance?tab=records");
			Response answer = page.waitForResponse("**/api/audit/verify", () -> button(page, "Verify now").click());
			JsonNode verdict = Gateway.json(answer.text());
			assertThat(verdict.path("valid").asBoolean()).isTrue();
			assertThat(page.locator(".verdict")).containsText("Verified");
			assertThat(desk.figure("Verified records")).hasText("%,d".formatted(verdict.path("records").asLong()));
			button(page, "Create one now").click();
			assertThat(page.locator(".note")).containsText("Checkpoint");
		}
	}

	@Test
	void theKeyboardIsEnough(Stage.Scene scene) {
		try (Desk desk = scene.desk()) {
			Page page = desk.open("governance");
			page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Teams")).focus();
			page.keyboard().press("ArrowRight");
			assertThat(page).hasURL(Pattern.compile("tab=keys"));
			page.keyboard().press("ArrowLeft");
			assertThat(page).hasURL(Pattern.compile("tab=teams"));
			button(page, "New team").press("Enter");
			assertThat(dialog(page).getByLabel("Name")).isFocused();
			page.keyboard().press("Escape");
			assertThat(dialog(page)).hasCount(0);
			assertThat(button(page, "New team")).isFocused();
		}
	}

	@Test
	void anAuditorSeesAllAndIsOfferedNothing(Stage.Scene scene) {
		Browser auditor = Browser.of(scene.gateway(), "auditor");
		try (Desk desk = new Desk(scene, 1440, 900, ColorScheme.LIGHT).holding(auditor.cookie())) {
			Page page = desk.open("governance");
			assertThat(page.getByRole(AriaRole.TAB)).hasCount(8);
			for (String tab : new String[] { "teams", "keys", "budgets", "limits", "people", "records" }) {
				desk.open("governance?tab=" + tab);
				assertThat(page.locator(".tab-panel .button.primary:not(:has-text('Verify'))")).hasCount(0);
				assertThat(page.getByLabel(Pattern.compile("^(Change|Revoke|Delete|Remove|Archive|Rotate) ")))
					.hasCount(0);
			}
		}
	}

	@Test
	void anOwnerSeesTheirTeamAlone(Stage.Scene scene) {
		JsonNode team = new Operator(scene.gateway()).newTeam();
		Browser owner = Browser.of(scene.gateway(), "member").in(team, "owner");
		try (Desk desk = new Desk(scene, 1440, 900, ColorScheme.LIGHT).holding(owner.cookie())) {
			Page page = desk.open("governance");
			assertThat(page.locator("tbody tr")).hasCount(1);
			assertThat(page.locator("tbody")).containsText(team.path("name").asText());
			assertThat(page.getByRole(AriaRole.TAB)).hasCount(5);
			assertThat(button(page, "New team")).hasCount(0);
			desk.open("governance?tab=keys");
			assertThat(button(page, "New key")).isVisible();
		}
	}

}
