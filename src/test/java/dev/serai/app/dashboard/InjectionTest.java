package dev.serai.app.dashboard;

import java.util.List;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What callers and operators may name is shown, and never runs. */
@ExtendWith(Stage.class)
class InjectionTest {

	private static final List<String> VIEWS = List.of("overview", "overview?period=30d", "costs?by=team",
			"costs?by=model", "costs?by=feature", "costs?by=tag", "costs?by=policy", "usage", "performance?by=model",
			"performance?by=deployment");

	private static void nothingRan(Page page, String where) {
		assertThat(page.evaluate("() => window.hacked ?? 'nothing'")).as(where).isEqualTo("nothing");
		assertThat(page.locator("img, iframe, main script, a[href^='javascript']").count()).as(where).isZero();
	}

	@Test
	@DisplayName("F05: no script in a model's name, tag, feature, policy or team's name runs on any page")
	void noNameRuns(Stage.Scene scene) {
		new Operator(scene.gateway()).post("/api/teams", "{\"name\":\"<script>window.hacked=2</script>\"}");
		try (Desk desk = scene.desk()) {
			for (String view : VIEWS) {
				nothingRan(desk.open(view), view);
			}
			Page page = desk.open("costs?by=model&period=30d");
			assertThat(page.locator("tbody th").getByText(SampleMonth.ATTACK)).isVisible();
			page.locator("select[aria-label=Team]").focus();
			assertThat(page.locator("select[aria-label=Team] option").getByText("<script>window.hacked=2</script>"))
				.hasCount(1);
			hover(page);
			assertThat(page.locator(".tip").first()).isVisible();
			nothingRan(page, "a chart's hints");
			desk.open("usage?period=30d");
			hover(page);
			nothingRan(page, "a heat map's hints");
			page.getByText("Show as a table: Tokens by class").click();
			nothingRan(page, "a chart's table");
		}
	}

	@Test
	@DisplayName("F05: what an address says is text as well")
	void noAddressRuns(Stage.Scene scene) {
		try (Desk desk = scene.desk()) {
			for (String view : List.of(
					"costs?by=%3Cimg%20src=x%20onerror=window.hacked=1%3E&team=%27%22%3E%3Cscript%3E",
					"%3Cscript%3Ewindow.hacked=1%3C/script%3E", "usage?measure=__proto__&interval=constructor",
					"performance?by=javascript:window.hacked=1&period=%3Cb%3E")) {
				desk.page().navigate(scene.gateway().url("/#/" + view));
				assertThat(desk.page().locator("#page-title")).isVisible();
				nothingRan(desk.page(), view);
			}
			assertThat(desk.page().getByRole(AriaRole.MAIN)).isVisible();
			// A team that is not one is refused, which the browser tells of.
			desk.complaints().removeIf(text -> text.contains("/api/usage"));
		}
	}

	private static void hover(Page page) {
		var box = page.locator(".chart-box canvas").first().boundingBox();
		for (int step = 1; step < 20; step++) {
			page.mouse().move(box.x + box.width * step / 20, box.y + box.height * 0.7);
		}
	}

}
