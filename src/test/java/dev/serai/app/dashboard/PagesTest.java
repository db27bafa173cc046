package dev.serai.app.dashboard;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every page that the navigation has, on a phone and on a wide screen, light and dark:
 * pictures to look at are left in {@code target/screenshots}.
 */
@ExtendWith(Stage.class)
class PagesTest {

	private static final Path PICTURES = Path.of("target", "screenshots");

	/** What holds for every page, said as what is wrong with it. */
	private static final String FAULTS = """
			() => {
				const faults = [];
				const seen = element => element.checkVisibility({ visibilityProperty: true });
				if (document.querySelectorAll('h1').length !== 1) faults.push('not one h1');
				if (document.documentElement.scrollWidth > innerWidth) faults.push('wider than the screen');
				if (!document.title.endsWith('Serai') || document.title.startsWith('Not found')) faults.push('title ' + document.title);
				if (document.querySelector('.note.bad')) faults.push('an error: ' + document.querySelector('.note.bad').textContent);
				for (const element of document.querySelectorAll('a[href], button, input, select, textarea')) {
					const name = element.getAttribute('aria-label') || [...(element.labels ?? [])].map(label => label.textContent).join('') || element.textContent || element.title;
					if (seen(element) && !name.trim()) faults.push('without a name: ' + element.outerHTML.slice(0, 200));
				}
				for (const element of document.querySelectorAll('[role=img], [role=region], [role=meter], [role=tablist], dialog, nav')) {
					if (!element.getAttribute('aria-label') && !element.getAttribute('aria-labelledby')) faults.push('without a label: ' + element.outerHTML.slice(0, 200));
				}
				const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
				ids.filter((id, index) => ids.indexOf(id) !== index).forEach(id => faults.push('twice: #' + id));
				return faults;
			}""";

	@ParameterizedTest
	@CsvSource({ "1440,900,LIGHT", "1440,900,DARK", "390,844,LIGHT", "390,844,DARK" })
	void everyPageIsWholeAndHasItsPicture(int width, int height, ColorScheme theme, Stage.Scene scene) {
		Map<String, Object> wrong = new TreeMap<>();
		try (Desk desk = scene.desk(width, height, theme)) {
			Page page = desk.open("overview");
			List<String> ids = new ArrayList<>();
			((List<?>) page.evaluate("async () => (await import('/assets/pages.js')).PAGES.map(page => page.id)"))
				.forEach(id -> ids.add((String) id));
			assertThat(ids).contains("overview", "costs", "usage", "performance");
			for (String id : ids) {
				desk.open(id);
				List<?> faults = (List<?>) page.evaluate(FAULTS);
				if (!faults.isEmpty()) {
					wrong.put(id, faults);
				}
				page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
					.setPath(PICTURES
						.resolve(id + "-" + width + "-" + theme.name().toLowerCase(java.util.Locale.ROOT) + ".png")));
			}
		}
		assertThat(wrong).isEmpty();
	}

}
