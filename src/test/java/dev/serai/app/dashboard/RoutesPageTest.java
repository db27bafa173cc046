package dev.serai.app.dashboard;

import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.serai.testing.Gateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The routes that run are the ones that are drawn. */
@ExtendWith(Stage.class)
class RoutesPageTest {

	private static JsonNode route(JsonNode routes, String id) {
		for (JsonNode route : routes) {
			if (route.path("id").asText().equals(id)) {
				return route;
			}
		}
		throw new AssertionError("There is no route " + id);
	}

	private static Locator box(Page page, String name) {
		return page.locator(".route-box[aria-label^='" + name + "']").first();
	}

	@Test
	void drawsThePipelineStepByStepAndOpensAStepByTheKeyboard(Stage.Scene scene) {
		JsonNode routes = Gateway.json(scene.admin().get("/api/routes")).path("data");
		try (Desk desk = scene.desk()) {
			Page page = desk.open("routes");
			int order = 1;
			for (JsonNode step : route(routes, "pipeline").path("steps")) {
				Locator box = box(page, step.path("target").asText());
				assertThat(box).isVisible();
				assertThat(box.locator(".box-order")).hasText(Integer.toString(order++));
			}
			box(page, "fall-back").focus();
			page.keyboard().press("Enter");
			assertThat(page).hasURL(Pattern.compile("#/routes/fall-back$"));
			desk.settle();
			assertThat(page.locator(".card-body > .loaded > .route-steps > li, .card-body > .route-steps > li"))
				.hasCount(route(routes, "fall-back").path("steps").size());
			Locator many = page.getByRole(AriaRole.LINK,
					new Page.GetByRoleOptions().setName(Pattern.compile("one of \\d+")));
			int targets = Integer.parseInt(many.textContent().replaceAll("\\D", ""));
			many.click();
			assertThat(page.locator("tbody tr")).hasCount(targets);
		}
	}

	@Test
	void theListHasEveryRoute(Stage.Scene scene) {
		int routes = Gateway.json(scene.admin().get("/api/routes")).path("data").size();
		try (Desk desk = scene.desk()) {
			Page page = desk.open("routes?view=list");
			Locator more = page.getByRole(AriaRole.BUTTON,
					new Page.GetByRoleOptions().setName(Pattern.compile("Show all \\d+")));
			while (more.count() > 0) {
				more.first().click();
			}
			assertThat(page.locator("tbody tr")).hasCount(routes);
		}
	}

}
