package dev.serai.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.serai.gateway.fallback.Breakers;
import dev.serai.gateway.fallback.DeadlineMonitor;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;

import static dev.serai.testing.AwaitDefaults.awaitComing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A gateway with three providers that can stand in for one another, shared by the tests
 * of this package: model {@code dual} is at alpha, then beta, then gamma; {@code alone}
 * is at alpha only; {@code refused} is where nobody listens, then at beta;
 * {@code said-by-claude} and {@code said-by-gemini} speak the other two protocols, and so
 * do {@code claude-first} and {@code gemini-first}, which are then at beta.
 */
final class Scene {

	/** Accounts that share no quota with any other, for a test each. */
	static final int ACCOUNTS = 8;

	/** Accounts that may run out of money, for a test each. */
	static final int POOR_ACCOUNTS = 6;

	private static final String[] PATIENT = { "x-serai-policy", "patient" };

	final FakeProvider alpha = new FakeProvider();

	final FakeProvider beta = new FakeProvider();

	final FakeProvider gamma = new FakeProvider();

	final FakeProvider claude = new FakeProvider();

	final FakeProvider gemini = new FakeProvider();

	final Gateway gateway;

	private Scene() {
		FakeProvider closed = new FakeProvider();
		OwnConfiguration configuration = new OwnConfiguration().provider("alpha", "openai", this.alpha.url() + "/v1")
			.provider("beta", "openai", this.beta.url() + "/v1")
			.provider("gamma", "openai", this.gamma.url() + "/v1")
			.provider("nobody", "openai", closed.url() + "/v1")
			.provider("claude", "anthropic", this.claude.url())
			.provider("gemini", "gemini", this.gemini.url())
			.provider("joint1", "openai", this.alpha.url() + "/joint1", "joint")
			.provider("joint2", "openai", this.beta.url() + "/joint2", "joint")
			.model("dual", "alpha", "beta", "gamma")
			.model("pair", "alpha", "beta")
			.model("alone", "alpha")
			.model("silent", "alpha", "beta")
			.model("silent-alone", "alpha")
			.model("one-left", "alpha", "beta")
			.model("slow", "alpha", "beta", "gamma")
			.model("gone-plain", "alpha")
			.model("gone-early", "alpha")
			.model("gone-stalled", "alpha")
			.model("gone-between", "alpha")
			.model("refused", "nobody", "beta")
			.model("nowhere", "nobody")
			.model("joint", "joint1", "joint2")
			.model("said-by-claude", "claude")
			.model("said-by-gemini", "gemini")
			.model("claude-first", "claude", "beta")
			.model("gemini-first", "gemini", "beta")
			.provider("poorclaude", "anthropic", this.claude.url())
			.provider("poorgemini", "gemini", this.gemini.url())
			.model("poor-claude", "poorclaude", "beta")
			.model("poor-gemini", "poorgemini", "beta");
		for (int i = 1; i <= POOR_ACCOUNTS; i++) {
			configuration.provider("poor" + i, "openai", this.alpha.url() + "/poor" + i)
				.model("poor-alone" + i, "poor" + i)
				.model("poor" + i, "poor" + i, "beta");
		}
		for (int i = 1; i <= ACCOUNTS; i++) {
			configuration.provider("account" + i, "openai", this.alpha.url() + "/account" + i)
				.provider("other" + i, "openai", this.beta.url() + "/other" + i)
				.model("limited" + i, "account" + i)
				.model("limited-pair" + i, "account" + i, "other" + i);
		}
		closed.close();
		this.gateway = configuration.setting("serai.max-answer-bytes", "1000000").start();
	}

	/** The scene with nothing remembered of other tests. */
	static Scene set() {
		Scene scene = Shared.SCENE;
		scene.gateway.closeBreakers();
		scene.providers().forEach(FakeProvider::forget);
		scene.providers()
			.forEach(provider -> provider.plays((request, wire) -> wire.json(500, "{\"error\":{\"message\":\"-\"}}")));
		return scene;
	}

	/** Started for who asks for it, not for who only reads an answer's headers. */
	private static final class Shared {

		private static final Scene SCENE = new Scene();

	}

	private Stream<FakeProvider> providers() {
		return Stream.of(this.alpha, this.beta, this.gamma, this.claude, this.gemini);
	}

	CircuitBreaker breaker(String deployment) {
		return this.gateway.part(Breakers.class).of(deployment);
	}

	HttpResponse<String> chat(String body, String... headers) {
		var request = this.gateway.request("/v1/chat/completions").POST(BodyPublishers.ofString(body));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return this.gateway.send(request.build());
	}

	/** Asks under a policy whose limits hold on a busy machine, too. */
	HttpResponse<String> patient(String body) {
		return chat(body, PATIENT);
	}

	/**
	 * Asks patiently for a stream and listens as long as something comes: after an error
	 * the connection is cut.
	 */
	Heard heard(String body) {
		HttpRequest request = this.gateway.request("/v1/chat/completions")
			.headers(PATIENT)
			.POST(BodyPublishers.ofString(body))
			.build();
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		try (HttpClient http = HttpClient.newHttpClient()) {
			HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
			try (InputStream in = response.body()) {
				in.transferTo(all);
			}
			catch (IOException ex) {
				// The end of a broken stream.
				assertThat(all.toString(StandardCharsets.UTF_8)).contains("\"error\"");
			}
			return new Heard(response.statusCode(), header(response, "x-request-id"),
					all.toString(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What a caller got of a stream.
	 *
	 * @param id the call's
	 */
	record Heard(int status, String id, String text) {
	}

	static String header(HttpResponse<?> response, String name) {
		return response.headers().firstValue(name).orElse("");
	}

	static String error(HttpResponse<String> response) {
		return Gateway.json(response).path("error").path("code").asText();
	}

	/** The row of a call, once it is there. */
	Map<String, Object> call(HttpResponse<?> response) {
		return call(header(response, "x-request-id"));
	}

	Map<String, Object> call(String id) {
		List<Map<String, Object>> rows = awaitComing().until(() -> this.gateway.database()
			.sql("SELECT * FROM call WHERE id = ?::uuid")
			.param(id)
			.query()
			.listOfRows(), found -> !found.isEmpty());
		assertThat(rows).hasSize(1);
		return rows.getFirst();
	}

	/** The rows of a call's attempts, in order. */
	List<Map<String, Object>> attempts(HttpResponse<?> response) {
		return attempts(header(response, "x-request-id"));
	}

	List<Map<String, Object>> attempts(String id) {
		call(id);
		return this.gateway.database()
			.sql("SELECT * FROM attempt WHERE call_id = ?::uuid ORDER BY number")
			.param(id)
			.query()
			.listOfRows();
	}

	/**
	 * The newest call's row of a model, of calls that came after a moment: earlier ones'
	 * rows may come later.
	 */
	Map<String, Object> awaitLatest(String model, Instant after) {
		return await().atMost(Duration.ofSeconds(30))
			.until(() -> this.gateway.database()
				.sql("SELECT * FROM call WHERE model_requested = ? AND at >= ? ORDER BY at DESC, id DESC LIMIT 1")
				.params(model, Timestamp.from(after.truncatedTo(ChronoUnit.MILLIS)))
				.query()
				.listOfRows(), found -> !found.isEmpty())
			.getFirst();
	}

	/** Calls that hold an admission place. */
	double admitted() {
		return this.gateway.part(MeterRegistry.class).get("serai.calls.active").gauge().value();
	}

	int watched() {
		return this.gateway.part(DeadlineMonitor.class).size();
	}

	/** Nothing is under way any more: no place is taken and nobody is watched. */
	void awaitQuiet() {
		await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
			assertThat(admitted()).isZero();
			assertThat(watched()).isZero();
		});
	}

}
