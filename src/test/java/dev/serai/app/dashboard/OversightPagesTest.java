package dev.serai.app.dashboard;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import dev.serai.testing.Gateway;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Reports, alerts and compliance: set up, looked at, and taken away again. */
@ExtendWith(Stage.class)
class OversightPagesTest {

	private static Locator button(Page page, String name) {
		return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

	private static Locator dialog(Page page) {
		return page.getByRole(AriaRole.DIALOG);
	}

	@Test
	@DisplayName("F05: a report is subscribed to, looked at in a frame where nothing runs, and deleted")
	void aReportIsMadeAndLookedAt(Stage.Scene scene) {
		try (Desk desk = scene.desk()) {
			Page page = desk.open("reports");
			button(page, "New report").click();
			dialog(page).getByLabel(Pattern.compile("^Name")).fill("Spend <b>now</b>");
			dialog(page).getByLabel(Pattern.compile("^To")).fill("finance@example.com");
			button(page, "Subscribe").click();
			Locator row = page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText("Spend <b>now</b>"));
			assertThat(row).containsText("finance@example.com");

			Response preview = page.waitForResponse(Pattern.compile("preview\\?format=html"),
					() -> row.getByText("Preview").click());
			assertThat(preview.status()).isEqualTo(200);
			assertThat(preview.headers().get("content-security-policy")).contains("default-src 'none'", "sandbox");
			assertThat(page.locator("iframe")).hasAttribute("sandbox", "");
			page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Plain text")).check();
			assertThat(page.locator(".preview-text")).containsText("USD");
			page.keyboard().press("Escape");

			page.getByLabel("Delete Spend <b>now</b>").click();
			button(page, "Delete the report").click();
			assertThat(row).hasCount(0);
		}
	}

	@Test
	void exportsAreDownloadedForTheChosenMonth(Stage.Scene scene) throws IOException {
		try (Desk desk = scene.desk()) {
			Page page = desk.open("reports");
			Locator row = page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText("chargeback"));
			assertThat(row).containsText("Cost by month, team and feature");
			String last = page.getByLabel("Month").locator("option").nth(1).getAttribute("value");
			page.getByLabel("Month").selectOption(last);
			Download file = page.waitForDownload(() -> row.getByText("CSV").click());
			assertThat(file.suggestedFilename()).startsWith("chargeback-" + last + "-01-to-").endsWith(".csv");
			assertThat(Files.readString(file.path())).startsWith("month,team,feature,calls,");
		}
	}

	@Test
	void aRuleIsMadeChangedAndDeleted(Stage.Scene scene) {
		try (Desk desk = scene.desk()) {
			Page page = desk.open("alerts?tab=rules");
			button(page, "New rule").click();
			dialog(page).getByLabel(Pattern.compile("^Name")).fill("Slow answers here");
			dialog(page).getByLabel("Kind").selectOption("latency");
			dialog(page).getByLabel("Latency in ms").fill("4000");
			button(page, "Create the rule").click();
			Locator row = page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText("Slow answers here"));
			assertThat(row).containsText("4,000 ms or more");
			page.getByLabel("Change Slow answers here").click();
			dialog(page).getByLabel("Enabled").uncheck();
			button(page, "Save").click();
			assertThat(row).containsText("off");
			page.getByLabel("Delete Slow answers here").click();
			button(page, "Delete the rule").click();
			assertThat(row).hasCount(0);
			assertThat(page.locator("tbody tr"))
				.hasCount(Gateway.json(scene.admin().get("/api/alert-rules")).path("data").size());
		}
	}

	@Test
	void openAlertsAreThoseOfTheApi(Stage.Scene scene) {
		try (Desk desk = scene.desk()) {
			Page page = desk.page();
			Response answer = page.waitForResponse(Pattern.compile("/api/alerts\\?open=true"),
					() -> page.navigate(scene.gateway().url("/#/alerts")));
			JsonNode alerts = Gateway.json(answer.text()).path("data");
			assertThat(page.locator(".alert-row")).hasCount(alerts.size());
			for (int i = 0; i < alerts.size(); i++) {
				assertThat(page.locator(".alert-summary").nth(i)).hasText(alerts.get(i).path("summary").asText());
			}
		}
	}

	@Test
	@DisplayName("F05: the governance report has the API's figures, and names are text")
	void theGovernanceReportIsTheApis(Stage.Scene scene) {
		try (Desk desk = scene.desk()) {
			Page page = desk.page();
			Response answer = page.waitForResponse(Pattern.compile("/api/compliance/report\\?"),
					() -> page.navigate(scene.gateway().url("/#/compliance")));
			JsonNode report = Gateway.json(answer.text());
			desk.settle();
			Locator teams = page
				.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Models used by team").setExact(true))
				.locator("tbody tr");
			for (int i = 0; i < Math.min(8, report.path("teams").size()); i++) {
				JsonNode team = report.path("teams").get(i);
				assertThat(teams.nth(i)).containsText(team.path("name").asText());
				assertThat(teams.nth(i)).containsText("%,d".formatted(team.path("calls").asLong()));
			}
			assertThat(page.evaluate("() => window.hacked ?? 'nothing'")).isEqualTo("nothing");
			assertThat(page.locator("main img, main script").count()).isZero();
		}
	}

	@Test
	void theChecklistSaysWhatItCannotShow(Stage.Scene scene) {
		JsonNode items = Gateway.json(scene.admin().get("/api/compliance/checklist")).path("data");
		try (Desk desk = scene.desk()) {
			Page page = desk.open("compliance?tab=checklist");
			page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("All").setExact(true)).check();
			assertThat(page.locator(".check-item")).hasCount(items.size());
			assertThat(page.locator(".check-beyond").first()).containsText(items.get(0).path("beyond").asText());
		}
	}

	@Test
	void howLongCallsAreKeptIsSet(Stage.Scene scene) {
		JsonNode team = new Operator(scene.gateway()).newTeam();
		String name = team.path("name").asText();
		try (Desk desk = scene.desk()) {
			Page page = desk.open("compliance?tab=retention");
			page.getByLabel("Change the retention of " + name).click();
			dialog(page).getByLabel("Calls are kept").selectOption("days");
			dialog(page).getByLabel(Pattern.compile("^Days")).fill("90");
			button(page, "Save").click();
			assertThat(page.locator(".retention-row").filter(new Locator.FilterOptions().setHasText(name)))
				.containsText("for 90 days");
			assertThat(Gateway.json(scene.admin().get("/api/teams/" + team.path("id").asText() + "/retention"))
				.path("effectiveDays")
				.asInt()).isEqualTo(90);
		}
	}

}
