package dev.serai.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.serai.admin.people.config.SignInProperties;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.platform.config.DirectoryProperties;
import dev.serai.platform.config.PublicUrlProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Logs, as the last lines of the start, what was found, where Serai answers, and a first
 * command to try. Shows addresses and paths, never a secret.
 */
public final class StartSummary implements ApplicationListener<ApplicationReadyEvent> {

	private static final Logger LOG = LoggerFactory.getLogger(StartSummary.class);

	private final DirectoryProperties directories;

	private final boolean adminKeyGiven;

	private final Catalog catalog;

	private final boolean simulated;

	private final PublicUrlProperties publicUrl;

	private final SignInProperties signIn;

	private final Environment environment;

	public StartSummary(DirectoryProperties directories, boolean adminKeyGiven, Catalog catalog, boolean simulated,
			PublicUrlProperties publicUrl, SignInProperties signIn, Environment environment) {
		this.directories = directories;
		this.adminKeyGiven = adminKeyGiven;
		this.catalog = catalog;
		this.simulated = simulated;
		this.publicUrl = publicUrl;
		this.signIn = signIn;
		this.environment = environment;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		List<Map.Entry<String, String>> found = List.of(Map.entry("Configuration", configuration()),
				Map.entry("Database", database()), Map.entry("Providers", providers()),
				Map.entry("Admin key", this.adminKeyGiven ? "the one in SERAI_ADMIN_KEY"
						: "in " + shown(this.directories.dataDir().resolve("admin.key"))));
		LOG.info("{}", told("Serai has started with", found));
		Duration taken = event.getTimeTaken();
		LOG.info("{}{}", told((taken != null) ? "Serai is ready after " + taken.toSeconds() + " s" : "Serai is ready",
				addresses()), firstCommand());
	}

	private static String told(String heading, List<Map.Entry<String, String>> lines) {
		return heading + lines.stream()
			.map(line -> "%n  %-15s%s".formatted(line.getKey() + ":", line.getValue()))
			.collect(Collectors.joining());
	}

	private List<Map.Entry<String, String>> addresses() {
		String site = site();
		List<Map.Entry<String, String>> addresses = new ArrayList<>();
		addresses.add(Map.entry("API", site + "/v1"));
		addresses.add(Map.entry("Dashboard", site + "/" + signInHint()));
		addresses.add(Map.entry("API reference", site + "/docs"));
		addresses.add(Map.entry("Health",
				"http://localhost:" + this.environment.getProperty("local.management.port") + "/actuator/health"));
		return addresses;
	}

	private String site() {
		String publicUrl = this.publicUrl.publicUrl();
		return (publicUrl != null) ? publicUrl
				: "http://localhost:" + this.environment.getProperty("local.server.port");
	}

	private String signInHint() {
		Path password = this.directories.dataDir().resolve("admin.password");
		return Files.exists(password)
				? "  (sign in as " + this.signIn.adminEmail() + ", the first password is in " + shown(password) + ")"
				: "";
	}

	/** Calls a model with the first key, as long as that key's file is there. */
	private String firstCommand() {
		Path firstKey = this.directories.dataDir().resolve("first.key");
		return Files.exists(firstKey) ? """

				Try it:
				  curl %s/v1/chat/completions -H "Authorization: Bearer $(cat %s)" \\
				    -H 'Content-Type: application/json' \\
				    -d '{"model": "auto", "messages": [{"role": "user", "content": "Say hello."}]}'
				""".formatted(site(), quoted(shown(firstKey))).stripTrailing() : "";
	}

	private String providers() {
		String names = this.catalog.deployments()
			.stream()
			.map(deployment -> deployment.provider().name())
			.collect(Collectors.toCollection(TreeSet::new))
			.stream()
			.collect(Collectors.joining(", "));
		return this.simulated
				? names + ", all simulated, because no provider key is set; every answer says so. Set OPENAI_API_KEY,"
						+ " ANTHROPIC_API_KEY, GEMINI_API_KEY or another of config/providers.yaml for real ones"
				: names + ", " + this.catalog.deployments().size() + " deployments";
	}

	private String configuration() {
		Path directory = this.directories.configDir();
		return Files.isDirectory(directory) ? shown(directory)
				: "the built-in one, because there is no directory " + directory;
	}

	/** Returns the URL without parameters, which may contain a password. */
	private String database() {
		String url = this.environment.getProperty("spring.datasource.url", "");
		int parameters = url.indexOf('?');
		return url.isBlank() ? "embedded, in " + shown(this.directories.dataDir().resolve("postgres"))
				: "external, " + ((parameters < 0) ? url : url.substring(0, parameters));
	}

	/** Returns a path as one would type it where the program was started. */
	private static String shown(Path path) {
		Path here = Path.of("").toAbsolutePath();
		return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
	}

	/** Quotes a path for a shell within double quotes' command substitution. */
	private static String quoted(String path) {
		return path.matches("[\\w./-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
	}

}
