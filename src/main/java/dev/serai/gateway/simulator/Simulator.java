package dev.serai.gateway.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.serai.gateway.simulator.Refusal.Kind;

/**
 * The simulated providers: an HTTP server on a free port of the loopback interface. The
 * first segment of a path is the provider's name and selects the protocol: {@code
 * anthropic} and {@code gemini} have their own, every other name uses OpenAI's. Every
 * response, errors included, has the header {@code x-serai-simulated}.
 *
 * <p>
 * A caller's disconnection is noticed at the next write.
 */
public final class Simulator implements AutoCloseable {

	private static final ObjectMapper JSON = new ObjectMapper();

	private final HttpServer server;

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final AtomicInteger answering = new AtomicInteger();

	private final SimulatorSettings settings;

	private final InstantSource clock;

	private final Faults faults;

	private Simulator(HttpServer server, SimulatorSettings settings, InstantSource clock) {
		this.server = server;
		this.settings = settings;
		this.clock = clock;
		this.faults = new Faults(settings.failureRate(), ThreadLocalRandom::current);
	}

	/**
	 * Starts the server; it is ready when this returns.
	 * @param clock the time of answers
	 * @throws UncheckedIOException when the loopback interface has no free port
	 */
	public static Simulator start(SimulatorSettings settings, InstantSource clock) {
		// Read once by the JDK's server. Without it the second packet of a response waits
		// for the acknowledgement of the first, 40 ms on Linux.
		System.setProperty("sun.net.httpserver.nodelay", "true");
		try {
			InetAddress loopback = InetAddress.getByName("127.0.0.1");
			HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 1024);
			Simulator simulator = new Simulator(server, settings, clock);
			server.setExecutor(simulator.threads);
			server.createContext("/", simulator::handle);
			server.start();
			return simulator;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The simulated providers could not be started", ex);
		}
	}

	/**
	 * Returns the base URL of a simulated provider in its usual form: with {@code /v1}
	 * for OpenAI and compatible ones, without a version for Anthropic and Gemini.
	 */
	public String baseUrl(String provider) {
		String root = "http://127.0.0.1:" + this.server.getAddress().getPort() + "/" + provider;
		return (emulator(provider) instanceof OpenAiEmulator) ? root + "/v1" : root;
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	/** Returns the number of requests that are being answered. */
	int answering() {
		return this.answering.get();
	}

	private static ProviderEmulator emulator(String provider, String path) {
		return path.equals(OpenAiCompletionEmulator.PATH) ? new OpenAiCompletionEmulator() : emulator(provider);
	}

	private static ProviderEmulator emulator(String provider) {
		return switch (provider) {
			case "anthropic" -> new AnthropicEmulator();
			case "gemini" -> new GeminiEmulator();
			default -> new OpenAiEmulator();
		};
	}

	private void handle(HttpExchange exchange) throws IOException {
		this.answering.incrementAndGet();
		try (exchange) {
			exchange.getResponseHeaders().set("x-serai-simulated", "true");
			String path = exchange.getRequestURI().getPath();
			int end = path.indexOf('/', 1);
			String rest = (end < 0) ? "" : path.substring(end);
			ProviderEmulator emulator = emulator((end < 0) ? path.substring(1) : path.substring(1, end), rest);
			try {
				answer(exchange, emulator, rest);
			}
			catch (Refusal ex) {
				refuse(exchange, emulator, ex);
			}
		}
		catch (InterruptedException ex) {
			// The server is being closed.
			Thread.currentThread().interrupt();
		}
		finally {
			this.answering.decrementAndGet();
		}
	}

	private void answer(HttpExchange exchange, ProviderEmulator emulator, String path)
			throws IOException, InterruptedException {
		byte[] request = exchange.getRequestBody().readAllBytes();
		if (!exchange.getRequestMethod().equals("POST")) {
			throw new Refusal(Kind.NOT_FOUND, "Not found: " + exchange.getRequestMethod() + " " + path);
		}
		JsonNode body = parse(request);
		Optional<JsonNode> vectors = emulator.embeddings(path, body);
		if (vectors.isPresent()) {
			this.faults.strike();
			send(exchange, 200, vectors.get());
			return;
		}
		Conversation conversation = emulator.understand(path, body);
		this.faults.strike();
		Answer answer = Improviser.answer(conversation, this.clock.instant());
		Pace pace = Pace.of(conversation.model(), this.settings);
		if (conversation.stream()) {
			exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
			exchange.sendResponseHeaders(200, 0);
			speak(exchange.getResponseBody(), emulator.stream(conversation, answer), pace);
		}
		else {
			pace.untilLastToken(answer.tokens());
			send(exchange, 200, emulator.whole(conversation, answer));
		}
	}

	private static JsonNode parse(byte[] request) throws IOException {
		try {
			JsonNode body = JSON.readTree(request);
			if (body != null && body.isObject()) {
				return body;
			}
			throw Refusal.badRequest("The body is not a JSON object");
		}
		catch (JsonProcessingException ex) {
			throw Refusal.badRequest("The body is not valid JSON: " + ex.getOriginalMessage());
		}
	}

	private static void speak(OutputStream out, List<Frame> frames, Pace pace)
			throws IOException, InterruptedException {
		pace.untilFirstToken();
		boolean begun = false;
		for (Frame frame : frames) {
			if (begun && frame.token()) {
				pace.untilNextToken();
			}
			begun |= frame.token();
			out.write(frame.text().getBytes(StandardCharsets.UTF_8));
			out.flush();
		}
		out.close();
	}

	private static void refuse(HttpExchange exchange, ProviderEmulator emulator, Refusal refusal) throws IOException {
		if (refusal.kind() == Kind.RATE_LIMITED) {
			exchange.getResponseHeaders().set("Retry-After", Integer.toString(ProviderEmulator.RETRY_AFTER_SECONDS));
		}
		send(exchange, emulator.status(refusal.kind()), emulator.error(refusal.kind(), refusal.message()));
	}

	private static void send(HttpExchange exchange, int status, JsonNode json) throws IOException {
		byte[] body = JSON.writeValueAsBytes(json);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, body.length);
		exchange.getResponseBody().write(body);
	}

}
