package dev.serai.app.dashboard;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.serai.admin.people.FakeIssuer;
import dev.serai.testing.Gateway;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands tests a gateway with simulated providers and some weeks of calls, and the
 * machine's Chromium to look at it with: the same pair to all classes that use this
 * extension. Where the machine has no Chromium the tests are left out, and say so.
 */
public final class Stage implements ExecutionCondition, ParameterResolver {

	private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		return chromium().map(path -> ConditionEvaluationResult.enabled("with " + path))
			.orElseGet(() -> ConditionEvaluationResult.disabled("there is no Chromium on this machine's PATH"));
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == Scene.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return Scene.SHARED;
	}

	private static Optional<Path> chromium() {
		return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
			.filter(Files::isExecutable)
			.findFirst();
	}

	/**
	 * The gateway and the browser. They end with the process, for JUnit may be started
	 * anew for each class.
	 */
	static final class Scene {

		/** A busy machine may take longer than Playwright's 5 s to show something. */
		private static final double PATIENCE_MS = 30_000;

		private static final Scene SHARED = new Scene(chromium().orElseThrow());

		private final Playwright playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));

		private final Browser browser;

		private final FakeIssuer issuer = new FakeIssuer();

		private final Gateway gateway = Gateway.start(Map.of("serai.oidc.issuer", this.issuer.url(),
				"serai.oidc.client-id", FakeIssuer.CLIENT, "serai.oidc.client-secret", FakeIssuer.SECRET));

		private final dev.serai.testing.Browser admin;

		private Scene(Path chromium) {
			PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
			Runtime.getRuntime().addShutdownHook(new Thread(this.playwright::close));
			this.browser = this.playwright.chromium()
				.launch(new BrowserType.LaunchOptions().setExecutablePath(chromium));
			SampleMonth.into(this.gateway);
			this.admin = dev.serai.testing.Browser.of(this.gateway, "admin");
		}

		Gateway gateway() {
			return this.gateway;
		}

		/** Where people sign in with their company account. */
		FakeIssuer issuer() {
			return this.issuer;
		}

		/** What the admin who looks at pages is answered. */
		dev.serai.testing.Browser admin() {
			return this.admin;
		}

		/** A wide screen in front of which an admin sits, signed in. */
		Desk desk() {
			return desk(1440, 900, ColorScheme.LIGHT);
		}

		Desk desk(int width, int height, ColorScheme theme) {
			return new Desk(this, width, height, theme).holding(this.admin.cookie());
		}

		/** A wide screen in front of which nobody has signed in. */
		Desk door() {
			return new Desk(this, 1440, 900, ColorScheme.LIGHT);
		}

		Browser browser() {
			return this.browser;
		}

	}

}
