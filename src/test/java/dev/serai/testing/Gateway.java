package dev.serai.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.Serai;
import dev.serai.gateway.fallback.Breakers;
import dev.serai.platform.database.embedded.RealDatabase;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The whole program in this JVM, on ports of its own, with a database of its own on the
 * test run's PostgreSQL. Providers are wherever the settings say.
 */
public final class Gateway implements AutoCloseable {

	/** The setting that says which database; without it a gateway gets one of its own. */
	public static final String DATABASE = "spring.datasource.url";

	public static final String ADMIN_KEY = "sk-admin-for-tests-0123456789";

	private static final ObjectMapper JSON = new ObjectMapper();

	private final ConfigurableApplicationContext context;

	private final Path directory;

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private String key = "";

	private Gateway(Map<String, String> settings, Path configDir,
			ApplicationContextInitializer<GenericApplicationContext> more) {
		try {
			this.directory = Files.createTempDirectory("serai-gateway");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Map<String, String> all = new LinkedHashMap<>();
		all.put("server.port", "0");
		all.put("management.server.port", "0");
		all.put("server.address", "127.0.0.1");
		all.put("management.server.address", "127.0.0.1");
		all.put("serai.data-dir", this.directory.toString());
		all.put("serai.config-dir", configDir.toAbsolutePath().toString());
		all.put("serai.admin-key", ADMIN_KEY);
		all.put(DATABASE, settings.containsKey(DATABASE) ? "" : RealDatabase.freshUrl());
		all.putAll(settings);
		this.context = begin(more,
				all.entrySet().stream().map(e -> "--" + e.getKey() + "=" + e.getValue()).toArray(String[]::new));
	}

	/** One after the other: logging and the like are set up for the whole JVM. */
	private static synchronized ConfigurableApplicationContext begin(
			ApplicationContextInitializer<GenericApplicationContext> more, String[] arguments) {
		return new SpringApplicationBuilder(Serai.class).initializers(more).run(arguments);
	}

	/**
	 * Starts the program with the shipped configuration.
	 * @param settings environment variables of providers and properties of the program
	 */
	public static Gateway start(Map<String, String> settings) {
		return start(settings, Path.of("config"));
	}

	public static Gateway start(Map<String, String> settings, Path configDir) {
		return new Gateway(settings, configDir, context -> {
		});
	}

	/**
	 * With one OpenAI-compatible provider, {@code openai}, and no other, in a time that
	 * the test sets.
	 */
	public static Gateway with(FakeProvider openai, SimulatedTime time) {
		return new Gateway(only(openai), Path.of("config"), time::replaceClocks);
	}

	/** With one OpenAI-compatible provider, {@code openai}, and no other. */
	public static Gateway with(FakeProvider openai) {
		return start(only(openai));
	}

	private static Map<String, String> only(FakeProvider openai) {
		return Map.of("OPENAI_API_KEY", "sk-openai-canary", "OPENAI_BASE_URL", openai.url() + "/v1");
	}

	public int port() {
		return port("local.server.port");
	}

	public int managementPort() {
		return port("local.management.port");
	}

	private int port(String property) {
		return this.context.getEnvironment().getRequiredProperty(property, Integer.class);
	}

	public String url(String path) {
		return "http://127.0.0.1:" + port() + path;
	}

	/** The secret of the key that the first start makes. */
	public String key() {
		if (this.key.isEmpty()) {
			this.key = file("first.key");
		}
		return this.key;
	}

	/** One of the program's own parts, to look at. */
	public <T> T part(Class<T> type) {
		return this.context.getBean(type);
	}

	public <T> T part(String name, Class<T> type) {
		return this.context.getBean(name, type);
	}

	/** All of the program's parts of a type. */
	public <T> Collection<T> parts(Class<T> type) {
		return this.context.getBeansOfType(type).values();
	}

	/** The ledger's database. */
	public JdbcClient database() {
		return JdbcClient.create(this.context.getBean(javax.sql.DataSource.class));
	}

	private String file(String name) {
		try {
			return Files.readString(this.directory.resolve(name)).strip();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A request with the first key; finish it with a method and send it. */
	public HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(url(path)))
			.timeout(Duration.ofSeconds(60))
			.header("authorization", "Bearer " + key())
			.header("content-type", "application/json");
	}

	/** A request to the admin API. */
	public HttpRequest.Builder admin(String path) {
		return HttpRequest.newBuilder(URI.create(url(path)))
			.timeout(Duration.ofSeconds(60))
			.header("authorization", "Bearer " + ADMIN_KEY)
			.header("content-type", "application/json");
	}

	/** Posts a chat completion and waits for all of it. */
	public HttpResponse<String> chat(String body) {
		return send(request("/v1/chat/completions").POST(BodyPublishers.ofString(body)).build());
	}

	/**
	 * Sends a request and waits for all of the answer; of one that has no end, for the
	 * first event. Of a stream that is not complete it returns what came, after it has
	 * checked that the HTTP client reported an error.
	 */
	public HttpResponse<String> send(HttpRequest request) {
		boolean endless = request.uri().getPath().equals("/api/live");
		StreamText text = new StreamText();
		HttpResponse<String> response = unchecked(
				() -> endless ? this.http.send(request, FirstEvent.HANDLER) : text.send(this.http, request));
		ContractCheck.check(response, port());
		if (!endless && response.headers().firstValue("content-type").orElse("").startsWith("text/event-stream")) {
			assertThat(text.wasAborted()).as("aborted, after %s", response.body())
				.isNotEqualTo(response.body().endsWith("data: [DONE]\n\n"));
		}
		return response;
	}

	/**
	 * Closes all breakers and has them forget their calls. A {@code reset()} would leave
	 * their timers running: a breaker that opened before would become half open, or open,
	 * in the middle of a later test.
	 */
	public void closeBreakers() {
		part(Breakers.class).registry().getAllCircuitBreakers().forEach(CircuitBreaker::transitionToClosedState);
	}

	public static JsonNode json(HttpResponse<String> response) {
		return json(response.body());
	}

	public static JsonNode json(String text) {
		return unchecked(() -> JSON.readTree(text));
	}

	/** The data of a stream's events, in order. */
	public static List<String> events(String stream) {
		return stream.lines().filter(line -> line.startsWith("data: ")).map(line -> line.substring(6)).toList();
	}

	private static <T> T unchecked(Callable<T> action) {
		try {
			return action.call();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.http.close();
		this.context.close();
	}

}
