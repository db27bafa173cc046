package dev.serai.app;

import java.nio.file.Files;
import java.nio.file.Path;
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
 * Logs the configuration found at the start, with addresses and paths, never a secret.
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
		LOG.info("Configuration: {}", configuration());
		LOG.info("Database: {}", database());
		String providers = this.catalog.deployments()
			.stream()
			.map(deployment -> deployment.provider().name())
			.collect(Collectors.toCollection(TreeSet::new))
			.stream()
			.collect(Collectors.joining(", "));
		if (this.simulated) {
			LOG.warn("Providers: SIMULATED, because no provider key is set; every answer says so ({}). Set"
					+ " OPENAI_API_KEY, ANTHROPIC_API_KEY, GEMINI_API_KEY or another of config/providers.yaml for real"
					+ " ones.", providers);
		}
		else {
			LOG.info("Providers: {}, {} deployments", providers, this.catalog.deployments().size());
		}
		LOG.info("Admin key: {}", (this.adminKeyGiven) ? "the one in SERAI_ADMIN_KEY"
				: "in " + this.directories.dataDir().resolve("admin.key"));
		Path firstKey = this.directories.dataDir().resolve("first.key");
		if (Files.exists(firstKey)) {
			LOG.info("First API key: in {}", firstKey);
		}
		String port = this.environment.getProperty("local.server.port");
		Object dashboard = (this.publicUrl.publicUrl() != null) ? this.publicUrl.publicUrl()
				: "http://localhost:" + port + "/";
		Path password = this.directories.dataDir().resolve("admin.password");
		if (Files.exists(password)) {
			LOG.info("Dashboard: {}, for {}, whose first password is in {}", dashboard, this.signIn.adminEmail(),
					password);
		}
		else {
			LOG.info("Dashboard: {}", dashboard);
		}
		LOG.info("Serai answers at http://localhost:{} and reports its health at http://localhost:{}/actuator/health",
				port, this.environment.getProperty("local.management.port"));
	}

	private String configuration() {
		Path directory = this.directories.configDir();
		return Files.isDirectory(directory) ? directory.toString()
				: "the built-in one, for there is no directory " + directory;
	}

	/** Returns the URL without parameters, which may contain a password. */
	private String database() {
		String url = this.environment.getProperty("spring.datasource.url", "");
		int parameters = url.indexOf('?');
		return url.isBlank() ? "embedded, in " + this.directories.dataDir().resolve("postgres")
				: "external, " + ((parameters < 0) ? url : url.substring(0, parameters));
	}

}
