package dev.serai.app.dashboard;

import java.nio.file.Path;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.serai.testing.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The way in and out, by keyboard alone. */
@ExtendWith(Stage.class)
class SignInTest {

	private static void type(Page page, String email, String password) {
		// Keys that come before the focus would be lost.
		assertThat(page.locator("input[name=email]")).isFocused();
		page.keyboard().type(email);
		page.keyboard().press("Tab");
		page.keyboard().type(password);
		page.keyboard().press("Enter");
	}

	@Test
	void oneSignsInByKeyboardAndComesToTheViewThatOneAskedFor(Stage.Scene scene) {
		Browser person = Browser.of(scene.gateway(), "admin");
		try (Desk desk = scene.door()) {
			Page page = desk.page();
			page.navigate(scene.gateway().url("/#/costs?by=model"));
			assertThat(page.locator("input[name=email]")).isFocused();
			type(page, person.email(), Browser.PASSWORD);
			desk.settle();
			assertThat(page.locator("h1")).hasText("Costs");
			assertThat(page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Model"))).isChecked();
			page.keyboard().press("Tab");
			assertThat(page.getByText("Skip to the content")).isFocused();
			page.keyboard().press("Enter");
			assertThat(page.locator("main")).isFocused();
		}
	}

	@Test
	void whatIsWrongIsSaidAndTheSessionsEndLeadsBackToTheDoor(Stage.Scene scene) {
		Browser person = Browser.of(scene.gateway(), "auditor");
		try (Desk desk = scene.door()) {
			Page page = desk.page();
			page.navigate(scene.gateway().url("/#/usage"));
			assertThat(page.locator("input[name=email]")).isFocused();
			type(page, person.email(), "not this one");
			assertThat(page.getByRole(AriaRole.ALERT)).containsText("password");
			page.locator("input[name=password]").fill(Browser.PASSWORD);
			page.keyboard().press("Enter");
			desk.settle();
			assertThat(page.locator(".account-role")).hasText("Auditor");
			page.context().clearCookies();
			page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Performance")).click();
			assertThat(page.getByText("Your session has ended")).isVisible();
			type(page, person.email(), Browser.PASSWORD);
			desk.settle();
			assertThat(page.locator("h1")).hasText("Performance");
			page.locator(".account-button").click();
			page.getByText("Sign out").click();
			assertThat(page.locator("h1")).hasText("Sign in");
			page.reload();
			assertThat(page.locator("h1")).hasText("Sign in");
			// The browser tells of every answer that is an error: these are the ones that
			// were asked for.
			desk.complaints().removeIf(text -> text.contains(" 401 "));
		}
	}

	@Test
	void anAccountWithAPasswordIsLinkedByItOnce(Stage.Scene scene) {
		Browser person = Browser.of(scene.gateway(), "auditor");
		scene.issuer()
			.vouchesFor(
					claims -> claims.subject(person.id()).claim("email", person.email()).claim("email_verified", true));
		try (Desk desk = scene.door()) {
			Page page = desk.page();
			page.navigate(scene.gateway().url("/"));
			page.getByText("Sign in with your company account").click();
			assertThat(page.locator("h1")).hasText("Link your account");
			assertThat(page.locator("main")).containsText(person.email());
			assertThat(page.locator("input[name=password]")).isFocused();
			page.keyboard().type("not this one");
			page.keyboard().press("Enter");
			assertThat(page.getByRole(AriaRole.ALERT)).containsText("password");
			page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/link-page.png")));
			page.locator("input[name=password]").fill(Browser.PASSWORD);
			page.keyboard().press("Enter");
			desk.settle();
			assertThat(page.locator(".account-role")).hasText("Auditor");
			page.locator(".account-button").click();
			page.getByText("Sign out").click();
			page.getByText("Sign in with your company account").click();
			desk.settle();
			assertThat(page.locator(".account-role")).hasText("Auditor");
			desk.complaints().removeIf(text -> text.contains(" 401 "));
		}
	}

	@Test
	void aLinkThatIsGivenUpLeadsBackToTheDoor(Stage.Scene scene) {
		Browser person = Browser.of(scene.gateway(), "member");
		scene.issuer()
			.vouchesFor(
					claims -> claims.subject(person.id()).claim("email", person.email()).claim("email_verified", true));
		try (Desk desk = scene.door()) {
			Page page = desk.page();
			page.navigate(scene.gateway().url("/oauth2/authorization/oidc"));
			page.getByText("Sign in another way").click();
			assertThat(page.locator("h1")).hasText("Sign in");
			page.navigate(scene.gateway().url("/#/link"));
			page.reload();
			assertThat(page.locator("h1")).hasText("Sign in");
			desk.complaints().removeIf(text -> text.contains(" 401 "));
		}
	}

	@Test
	void thePasswordIsChangedAndTheThemeAndTheTimeZoneAreKept(Stage.Scene scene) {
		Browser person = Browser.of(scene.gateway(), "admin");
		try (Desk desk = scene.door().holding(person.cookie())) {
			Page page = desk.open("usage");
			page.getByLabel("Switch to the dark theme").click();
			page.locator(".account-button").click();
			page.getByText("Time zone").click();
			page.getByLabel("Times and days are shown in").selectOption("Asia/Tokyo");
			page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save").setExact(true)).click();
			page.locator(".account-button").click();
			page.getByText("Change password").click();
			page.getByLabel("Current password").fill(Browser.PASSWORD);
			page.getByLabel("New password").first().fill("another quite long one");
			page.getByLabel("New password again").fill("another quite long one");
			page.getByText("Save password").click();
			assertThat(page.getByText("Password changed.")).isVisible();
			page.reload();
			assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
			org.assertj.core.api.Assertions
				.assertThat(new Browser(scene.gateway()).signIn(person.email(), "another quite long one").statusCode())
				.isEqualTo(200);
			desk.settle();
			assertThat(page.getByText("Asia/Tokyo").first()).isAttached();
		}
	}

}
