package dev.serai.gateway.provider.dialect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.serai.gateway.simulator.Simulator;
import dev.serai.gateway.simulator.SimulatorSettings;
import org.jspecify.annotations.Nullable;

/**
 * The shipped providers as they are: each refuses what the real one refuses, with its
 * status, envelope and text, and adds to the simulator's answers what the real one adds:
 * reasoning, signatures, and ids of its own form. The rules come from recordings,
 * specifications and public reports, not from the shipped configuration.
 */
final class StrictProviders implements AutoCloseable {

	static final List<String> NAMES = List.of("openai", "anthropic", "gemini", "mistral", "cohere", "groq", "deepseek",
			"xai", "openrouter", "together", "perplexity", "ollama", "vllm");

	private static final Set<String> WITHOUT_KEY = Set.of("ollama", "vllm");

	private static final Pattern GEMINI_PATH = Pattern
		.compile("(/v1(?:beta)?/models/([^/:]+):)(generateContent|streamGenerateContent)");

	private static final ObjectMapper JSON = new ObjectMapper();

	private final Simulator simulator = Simulator.start(new SimulatorSettings(Duration.ZERO, 1_000_000, 0),
			InstantSource.system());

	private final HttpClient http = HttpClient.newHttpClient();

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final Issued issued = new Issued();

	private final List<Received> received = new CopyOnWriteArrayList<>();

	private final HttpServer server;

	private StrictProviders(HttpServer server) {
		this.server = server;
	}

	/**
	 * A request and what became of it.
	 *
	 * @param refused null when it was answered
	 */
	record Received(Asked asked, @Nullable Refused refused) {

		@Override
		public String toString() {
			String outcome = (this.refused != null) ? this.refused.text() : "answered";
			return this.asked.provider() + "/" + this.asked.model() + ": " + outcome + " <- " + this.asked.body();
		}

	}

	static StrictProviders start() {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 1024);
			StrictProviders providers = new StrictProviders(server);
			server.setExecutor(providers.threads);
			server.createContext("/", providers::handle);
			server.start();
			return providers;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Returns a provider's base URL in its usual form. */
	String baseUrl(String provider) {
		String root = "http://127.0.0.1:" + this.server.getAddress().getPort() + "/" + provider;
		return provider.equals("anthropic") || provider.equals("gemini") ? root : root + "/v1";
	}

	/** Returns the environment in which a gateway finds every provider here. */
	Map<String, String> environment() {
		Map<String, String> environment = new LinkedHashMap<>();
		for (String provider : NAMES) {
			String name = provider.toUpperCase(Locale.ROOT);
			environment.put(name + "_BASE_URL", baseUrl(provider));
			if (!WITHOUT_KEY.contains(provider)) {
				environment.put(name + "_API_KEY", "sk-" + provider + "-canary");
			}
		}
		return environment;
	}

	/** Returns all requests since the last {@link #forget()}. */
	List<Received> received() {
		return List.copyOf(this.received);
	}

	/** Returns the requests that a real provider would have refused. */
	List<Received> refusals() {
		return this.received.stream().filter(each -> each.refused() != null).toList();
	}

	JsonNode lastBody() {
		return this.received.getLast().asked().body();
	}

	void forget() {
		this.received.clear();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
		this.http.close();
		this.simulator.close();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			String path = exchange.getRequestURI().getPath();
			int end = Math.max(path.indexOf('/', 1), 1);
			String provider = path.substring(1, end);
			byte[] body = exchange.getRequestBody().readAllBytes();
			if (!exchange.getRequestMethod().equals("POST") || !NAMES.contains(provider)) {
				send(exchange, 404, "{\"error\":{\"message\":\"Not found\"}}");
				return;
			}
			answer(exchange, provider, path.substring(end), JSON.readTree(body));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void answer(HttpExchange exchange, String provider, String path, JsonNode body)
			throws IOException, InterruptedException {
		Matcher gemini = GEMINI_PATH.matcher(path);
		boolean ofGemini = gemini.matches();
		Asked asked = new Asked(provider, ofGemini ? gemini.group(2) : body.path("model").asText(""), body);
		try {
			StrictRules.of(provider).check(asked, this.issued);
		}
		catch (Refused refused) {
			this.received.add(new Received(asked, refused));
			send(exchange, refused.status(), refused.body().toString());
			return;
		}
		this.received.add(new Received(asked, null));
		boolean stream = ofGemini ? gemini.group(3).startsWith("stream") : body.path("stream").asBoolean();
		ObjectNode whole = body.deepCopy();
		whole.remove("stream");
		HttpResponse<String> simulated = simulate(provider, ofGemini ? gemini.group(1) + "generateContent" : path,
				whole);
		JsonNode answer = JSON.readTree(simulated.body());
		if (simulated.statusCode() != 200) {
			send(exchange, simulated.statusCode(), simulated.body());
			return;
		}
		StrictAnswers form = StrictAnswers.of(provider);
		form.complete(asked, (ObjectNode) answer, this.issued);
		if (!stream) {
			send(exchange, 200, answer.toString());
			return;
		}
		exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
		exchange.sendResponseHeaders(200, 0);
		for (String frame : form.frames(asked, (ObjectNode) answer)) {
			exchange.getResponseBody().write(frame.getBytes(StandardCharsets.UTF_8));
			exchange.getResponseBody().flush();
		}
	}

	private HttpResponse<String> simulate(String provider, String path, JsonNode body)
			throws IOException, InterruptedException {
		URI uri = URI.create(this.simulator.baseUrl(provider).replaceAll("/v1$", "") + path);
		return this.http.send(HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body.toString())).build(),
				BodyHandlers.ofString());
	}

	private static void send(HttpExchange exchange, int status, String json) throws IOException {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
	}

}
