package dev.serai.app.dashboard;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * A screen with the dashboard. Whatever the browser complains about while it is looked
 * at, violations of the content security policy included, fails the test when the desk is
 * closed.
 */
final class Desk implements AutoCloseable {

	private final BrowserContext context;

	private final Page page;

	private final String url;

	private final List<String> complaints = new CopyOnWriteArrayList<>();

	Desk(Stage.Scene scene, int width, int height, ColorScheme theme) {
		this.url = scene.gateway().url("/");
		this.context = scene.browser()
			.newContext(new Browser.NewContextOptions().setViewportSize(width, height)
				.setColorScheme(theme)
				.setReducedMotion(ReducedMotion.REDUCE)
				.setTimezoneId("UTC")
				.setLocale("en-GB"));
		this.context.setDefaultTimeout(30_000);
		this.page = this.context.newPage();
		this.page.onPageError(this.complaints::add);
		this.page.onConsoleMessage(message -> {
			// That nobody is signed in yet is how a page learns whether somebody is.
			boolean knocking = message.location().contains("/api/session") && message.text().contains("401");
			if ((message.type().equals("error") || message.type().equals("warning")) && !knocking) {
				this.complaints.add(message.text() + " " + message.location());
			}
		});
	}

	/** With a session's cookie, {@code name=value}. */
	Desk holding(String cookie) {
		int equals = cookie.indexOf('=');
		this.context.addCookies(
				List.of(new Cookie(cookie.substring(0, equals), cookie.substring(equals + 1)).setUrl(this.url)));
		return this;
	}

	Page page() {
		return this.page;
	}

	/**
	 * Opens a view, such as {@code costs?by=team}, and waits until it has its figures.
	 */
	Page open(String view) {
		this.page.navigate(this.url + "#/" + view);
		settle();
		return this.page;
	}

	void settle() {
		assertThat(this.page.locator("#page-title")).isVisible();
		assertThat(this.page.locator(".skeleton, .stale")).hasCount(0);
	}

	/** What stands under a label among the figures. */
	Locator figure(String label) {
		return this.page.locator(".stat")
			.filter(new Locator.FilterOptions().setHas(
					this.page.locator(".stat-label").getByText(label, new Locator.GetByTextOptions().setExact(false))))
			.first()
			.locator(".stat-value");
	}

	/** A row of a table, by the name that it begins with. */
	Locator row(String table, String name) {
		return this.page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName(table).setExact(true))
			.locator("tbody tr")
			.filter(new Locator.FilterOptions().setHas(
					this.page.getByRole(AriaRole.ROWHEADER, new Page.GetByRoleOptions().setName(name).setExact(true))));
	}

	/** What the browser complained about so far. */
	List<String> complaints() {
		return this.complaints;
	}

	@Override
	public void close() {
		this.context.close();
		org.assertj.core.api.Assertions.assertThat(this.complaints).isEmpty();
	}

}
