package dev.serai.app.dashboard;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import dev.serai.testing.Gateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What is to be expected is shown as it was computed. */
@ExtendWith(Stage.class)
class ForecastPageTest {

	@Test
	void theFiguresAreTheForecasts(Stage.Scene scene) {
		try (Desk desk = scene.desk()) {
			Page page = desk.page();
			Response answer = page.waitForResponse(Pattern.compile("/api/forecasts\\?"), () -> desk.open("forecast"));
			JsonNode forecast = Gateway.json(answer.text());
			assertThat(forecast.path("forecast")).hasSize(30);
			assertThat(desk.figure("This month so far"))
				.hasText(new DecimalFormat("$#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT))
					.format(forecast.at("/monthEnd/soFar").asDouble()));
			assertThat(page.locator(".card").getByText(forecast.path("model").asText())).isVisible();
			page.getByText("Show as a table").click();
			assertThat(page.locator(".chart-table tbody tr"))
				.hasCount(forecast.path("history").size() + forecast.path("forecast").size());
			assertThat(page.locator("table:has(caption:text('Budgets and when they run out')) tbody tr"))
				.hasCount(forecast.path("budgets").size());
			page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Calls")).check();
			assertThat(page).hasURL(Pattern.compile("measure=calls"));
		}
	}

}
