package dev.serai.app.dashboard;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.serai.testing.Gateway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Calls are found again, and one is shown as the ledger has it. */
@ExtendWith(Stage.class)
class CallsPageTest {

	private static JsonNode calls(Stage.Scene scene, String query) {
		return Gateway.json(scene.admin().get("/api/calls?limit=50" + query));
	}

	private static Locator rows(Page page) {
		return page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Calls, newest first"))
			.locator("tbody tr");
	}

	private static String exact(JsonNode usd) {
		return new DecimalFormat("$#,##0.00##################", DecimalFormatSymbols.getInstance(Locale.ROOT))
			.format(new BigDecimal(usd.asText()));
	}

	private static String address(JsonNode call) {
		return "#/calls/" + call.path("id").asText();
	}

	@Test
	void aFilterIsAnAddressAndGoesWithItsChip(Stage.Scene scene) {
		JsonNode failed = calls(scene, "&outcome=failed").path("data");
		try (Desk desk = scene.desk()) {
			Page page = desk.open("calls");
			page.getByLabel("Outcome", new Page.GetByLabelOptions().setExact(true)).selectOption("failed");
			assertThat(page).hasURL(Pattern.compile("outcome=failed"));
			assertThat(rows(page)).hasCount(failed.size());
			assertThat(rows(page).first().locator("th a")).hasAttribute("href", address(failed.get(0)));
			page.reload();
			assertThat(rows(page)).hasCount(failed.size());
			page.getByLabel("Remove the filter Outcome").click();
			assertThat(page).hasURL(Pattern.compile("#/calls$"));
			assertThat(rows(page)).hasCount(50);
		}
	}

	@Test
	void callsAreSortedByCostAndByTime(Stage.Scene scene) {
		JsonNode dearest = calls(scene, "&sort=cost").path("data").get(0);
		JsonNode slowest = calls(scene, "&sort=time").path("data").get(0);
		try (Desk desk = scene.desk()) {
			Page page = desk.open("calls");
			button(page, "Cost").click();
			assertThat(page).hasURL(Pattern.compile("sort=cost"));
			assertThat(page.locator("tbody tr").first().locator("th a")).hasAttribute("href", address(dearest));
			button(page, "Time").click();
			assertThat(page.locator("tbody tr").first().locator("th a")).hasAttribute("href", address(slowest));
			button(page, "When").click();
			assertThat(page).hasURL(Pattern.compile("#/calls$"));
		}
	}

	@Test
	void aKeyAndAModelAreChosenFromLists(Stage.Scene scene) {
		JsonNode key = Gateway.json(scene.admin().get("/api/keys")).path("data").get(0);
		try (Desk desk = scene.desk()) {
			Page page = desk.open("calls");
			page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true))
				.selectOption(key.path("team").asText() + " / " + key.path("name").asText());
			assertThat(page).hasURL(Pattern.compile("key=" + key.path("id").asText()));
			page.getByLabel("Model", new Page.GetByLabelOptions().setExact(true)).selectOption("gpt-5.6");
			assertThat(page.locator(".filter-chip")).hasCount(2);
		}
	}

	@Test
	void theTableStaysBelowTheOpenFilters(Stage.Scene scene) {
		try (Desk desk = scene.desk()) {
			Page page = desk.open("calls");
			page.getByText("More filters").click();
			assertThat(page.getByLabel("Session")).isVisible();
			double end = page.locator(".call-filters .filter-fields").boundingBox().y
					+ page.locator(".call-filters .filter-fields").boundingBox().height;
			org.assertj.core.api.Assertions.assertThat(page.locator("table").boundingBox().y - end)
				.isBetween(0.0, 120.0);
		}
	}

	private static Locator button(Page page, String name) {
		return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

	@Test
	void olderCallsAreAPageFurther(Stage.Scene scene) {
		JsonNode first = calls(scene, "&provider=openai");
		JsonNode second = calls(scene, "&provider=openai&before=" + first.path("next").asText());
		try (Desk desk = scene.desk()) {
			Page page = desk.open("calls?provider=openai");
			assertThat(rows(page).first().locator("th a")).hasAttribute("href", address(first.path("data").get(0)));
			page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Older calls")).click();
			assertThat(rows(page).first().locator("th a")).hasAttribute("href", address(second.path("data").get(0)));
			page.goBack();
			assertThat(rows(page).first().locator("th a")).hasAttribute("href", address(first.path("data").get(0)));
		}
	}

	@Test
	void aCallIsOpenedByTheKeyboardAndShownToTheDigit(Stage.Scene scene) {
		JsonNode listed = calls(scene, "&outcome=failed").path("data").get(0);
		JsonNode call = Gateway.json(scene.admin().get("/api/calls/" + listed.path("id").asText()));
		try (Desk desk = scene.desk()) {
			Page page = desk.open("calls?outcome=failed");
			rows(page).first().focus();
			page.keyboard().press("Enter");
			assertThat(page).hasURL(Pattern.compile(address(call) + "$"));
			desk.settle();
			assertThat(page.locator(".facts .id")).hasText(call.path("id").asText());
			assertThat(page.locator(".timeline-rows > li")).hasCount(1 + call.path("attempts").size());
			assertThat(page.locator(".failures")).containsText(call.at("/attempts/0/failure").asText());
			Locator cost = page.locator(".card")
				.filter(new Locator.FilterOptions().setHas(
						page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Cost").setExact(true))));
			assertThat(cost).containsText(call.path("costUsd").isNull() ? "unknown" : exact(call.path("costUsd")));
			assertThat(cost).containsText(exact(call.path("baselineUsd")));
			assertThat(page.locator(".bar-list").filter(new Locator.FilterOptions().setHasText("Input")).first())
				.containsText(new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT))
					.format(call.at("/usage/input").asLong()));
		}
	}

	@Test
	void aCallsOperationIsShownAndLeadsToCallsOfTheSame(Stage.Scene scene) {
		JsonNode listed = calls(scene, "&operation=chat").path("data");
		try (Desk desk = scene.desk()) {
			Page page = desk.open("calls/" + listed.get(0).path("id").asText());
			page.locator(".facts a[href='#/calls?operation=chat']").click();
			assertThat(page).hasURL(Pattern.compile("operation=chat"));
			assertThat(page.locator(".filter-chip")).containsText("Operation");
			assertThat(rows(page)).hasCount(listed.size());
		}
	}

	@Test
	@DisplayName("F05: what callers name a model, a tag or an error is text in the list and in a call")
	void noNameRuns(Stage.Scene scene) {
		try (Desk desk = scene.desk()) {
			Page page = desk.open("calls?provider=groq");
			page.locator(".two-lines").getByText(SampleMonth.ATTACK).first().waitFor();
			Locator attack = rows(page).filter(new Locator.FilterOptions().setHasText(SampleMonth.ATTACK)).first();
			attack.locator("th a").click();
			desk.settle();
			assertThat(page.locator(".facts")).containsText(SampleMonth.ATTACK);
			page.locator(".facts a").getByText(SampleMonth.ATTACK).first().click();
			assertThat(page.locator(".filter-chip")).containsText(SampleMonth.ATTACK,
					new LocatorAssertions.ContainsTextOptions());
			assertThat(page.evaluate("() => window.hacked ?? 'nothing'")).isEqualTo("nothing");
			assertThat(page.locator("img, iframe, main script").count()).isZero();
			// Until the filter is known, the API says so, and the browser tells.
			desk.complaints().removeIf(text -> text.contains("/api/calls?"));
		}
	}

	@Test
	void aCallThatIsNotThereSaysSo(Stage.Scene scene) {
		try (Desk desk = scene.desk()) {
			Page page = desk.open("calls/6f1c2a34-1d5e-4a7b-9c8d-00000000beef");
			assertThat(page.getByText("This call does not exist")).isVisible();
			desk.complaints().removeIf(text -> text.contains("/api/calls/6f1c2a34"));
		}
	}

}
