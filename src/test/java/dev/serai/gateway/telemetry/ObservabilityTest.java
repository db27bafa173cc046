package dev.serai.gateway.telemetry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.protobuf.ByteString;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static dev.serai.gateway.telemetry.Collector.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What those who run Serai see of it: traces, metrics, lines of the log, health. */
@ExtendWith(OutputCaptureExtension.class)
class ObservabilityTest {

	private static final String MODEL = "gpt-4o-mini";

	private static final String SAID = "a secret that was said";

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	private static final String PARENT = "b7ad6b7169203331";

	/** Logs a line for each call, and breaks those that ask for it. */
	private static final String LOGGING = """
			- route:
			    id: limit
			    description: Writes to the log instead
			    streamCache: false
			    errorHandler: { noErrorHandler: {} }
			    from:
			      uri: direct:limit
			      steps:
			        - log: { id: looked-at, message: "looked at\\na call", loggingLevel: WARN }
			        - choice:
			            id: broken-or-not
			            when:
			              - simple: "${exchangeProperty.call.headers.feature} == 'broken'"
			                steps:
			                  - throwException: { id: break, exceptionType: java.lang.IllegalStateException, message: "broken on purpose" }
			""";

	private static final Pattern METRIC = Pattern.compile("serai_[a-z_]+");

	private static FakeProvider provider;

	private static Collector collector;

	private static Gateway gateway;

	@BeforeAll
	static void start(@TempDir Path configDir) throws IOException {
		Files.writeString(Files.createDirectories(configDir.resolve("routes")).resolve("own.camel.yaml"), LOGGING);
		provider = new FakeProvider();
		collector = new Collector();
		// Another test's program may run in this JVM and have set the log up for itself.
		LoggingSystem.get(ObservabilityTest.class.getClassLoader()).cleanUp();
		gateway = Gateway.start(Map.of("OPENAI_API_KEY", "sk-openai-canary", "OPENAI_BASE_URL", provider.url() + "/v1",
				"OTEL_EXPORTER_OTLP_ENDPOINT", collector.url(), "OTEL_BSP_SCHEDULE_DELAY", "50",
				"OTEL_METRIC_EXPORT_INTERVAL", "200", "SERAI_LOG_FORMAT", "json"), configDir);
	}

	@AfterAll
	static void stop() {
		gateway.close();
		collector.close();
		provider.close();
	}

	@BeforeEach
	void answer() {
		provider.plays((request, wire) -> wire.json(200, OneProvider.ANSWER)).forget();
	}

	private static HttpResponse<String> chat(String... headers) {
		return chatWith(MODEL, headers);
	}

	private static HttpResponse<String> chatWith(String model, String... headers) {
		HttpRequest.Builder request = gateway.request("/v1/chat/completions")
			.POST(BodyPublishers.ofString(
					"{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + SAID + "\"}]}"));
		return gateway.send(((headers.length > 0) ? request.headers(headers) : request).build());
	}

	private static List<Span> spansOf(HttpResponse<String> answer) {
		String id = answer.headers().firstValue("x-request-id").orElseThrow();
		Span call = await().until(() -> collector.spans()
			.stream()
			.filter(span -> attribute(span.getAttributesList(), "serai.call.id").equals(id))
			.findFirst()
			.orElse(null), found -> found != null);
		List<Span> below = collector.spans()
			.stream()
			.filter(span -> span.getParentSpanId().equals(call.getSpanId()))
			.toList();
		return Stream.concat(Stream.of(call), below.stream()).toList();
	}

	private static String hex(ByteString bytes) {
		return HexFormat.of().formatHex(bytes.toByteArray());
	}

	@Test
	void aCallIsASpanAndEachAttemptOneBelow() {
		HttpResponse<String> answer = chat("traceparent", "00-" + TRACE + "-" + PARENT + "-01");
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		List<Span> spans = spansOf(answer);
		assertThat(spans).hasSize(2);
		Span call = spans.getFirst();
		assertThat(call.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
		assertThat(hex(call.getTraceId())).as("the caller's trace").isEqualTo(TRACE);
		assertThat(hex(call.getParentSpanId())).isEqualTo(PARENT);
		Map<String, String> expected = Map.of("gen_ai.operation.name", "chat", "gen_ai.provider.name", "openai",
				"gen_ai.request.model", MODEL, "gen_ai.response.model", MODEL, "gen_ai.usage.input_tokens", "1000",
				"gen_ai.usage.output_tokens", "100");
		expected
			.forEach((name, value) -> assertThat(attribute(call.getAttributesList(), name)).as(name).isEqualTo(value));
		assertThat(attribute(call.getAttributesList(), "serai.cost.usd")).isEqualTo("2.1E-4");
		assertThat(attribute(call.getAttributesList(), "error.type")).isEmpty();
		Span attempt = spans.getLast();
		assertThat(attempt.getName()).isEqualTo("chat " + MODEL);
		assertThat(attempt.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
		expected.forEach(
				(name, value) -> assertThat(attribute(attempt.getAttributesList(), name)).as(name).isEqualTo(value));
		assertThat(attempt.getStartTimeUnixNano()).isBetween(call.getStartTimeUnixNano(), attempt.getEndTimeUnixNano());
		assertThat(call.getEndTimeUnixNano()).isGreaterThanOrEqualTo(attempt.getEndTimeUnixNano());
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense", "00-00000000000000000000000000000000-b7ad6b7169203331-01",
			"00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
			"ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "00-0af7651916cd43dd8448eb211c80319c-x-01" })
	void aTraceThatIsNoneIsBegunAnew(String header) {
		HttpResponse<String> answer = chat("traceparent", header);
		assertThat(answer.statusCode()).isEqualTo(200);
		Span call = spansOf(answer).getFirst();
		assertThat(call.getParentSpanId().isEmpty()).isTrue();
		assertThat(hex(call.getTraceId())).isNotEqualTo(TRACE);
	}

	@Test
	void theCallersTraceGoesNoFurther() {
		chat("traceparent", "00-" + TRACE + "-" + PARENT + "-01", "tracestate", "vendor=1");
		assertThat(provider.requests()).isNotEmpty()
			.allSatisfy(request -> assertThat(request.headers().toString()).doesNotContain(TRACE, "vendor=1"));
	}

	@Test
	void whatFailedSaysHow() {
		provider.plays((request, wire) -> wire.json(500, "{\"error\":{\"message\":\"broken\"}}"));
		// Another model than the others', whose breaker must stay closed.
		HttpResponse<String> answer = chatWith("gpt-4o");
		assertThat(answer.statusCode()).isGreaterThanOrEqualTo(500);
		List<Span> spans = spansOf(answer);
		assertThat(spans).hasSizeGreaterThan(1);
		assertThat(attribute(spans.getFirst().getAttributesList(), "error.type")).isEqualTo("failed");
		assertThat(attribute(spans.get(1).getAttributesList(), "error.type")).isEqualTo("server_error");
		assertThat(attribute(spans.get(1).getAttributesList(), "http.response.status_code")).isEqualTo("500");
	}

	@Test
	void metricsAreThoseOfTheConvention() {
		chat();
		Map<String, String> units = Map.of("gen_ai.client.token.usage", "{token}", "gen_ai.client.operation.duration",
				"s", "gen_ai.server.request.duration", "s", "gen_ai.server.time_to_first_token", "s");
		units.forEach((name, unit) -> {
			Metric metric = await().until(() -> collector.metric(name).orElse(null), found -> found != null);
			assertThat(metric.getUnit()).as(name).isEqualTo(unit);
			assertThat(metric.getHistogram().getDataPointsList()).isNotEmpty()
				.allSatisfy(point -> assertThat(attribute(point.getAttributesList(), "gen_ai.operation.name"))
					.isEqualTo("chat"));
		});
		HistogramDataPoint input = collector.metric("gen_ai.client.token.usage")
			.orElseThrow()
			.getHistogram()
			.getDataPointsList()
			.stream()
			.filter(point -> attribute(point.getAttributesList(), "gen_ai.token.type").equals("input"))
			.findFirst()
			.orElseThrow();
		assertThat(input.getSum() / input.getCount()).isEqualTo(1000);
		assertThat(input.getExplicitBoundsList()).contains(1024.0, 4096.0);
		assertThat(attribute(input.getAttributesList(), "gen_ai.provider.name")).isEqualTo("openai");
	}

	@Test
	void nothingThatWasSaidIsTold() {
		spansOf(chat("x-serai-feature", "canary-feature"));
		await().until(() -> collector.metric("gen_ai.client.token.usage").isPresent());
		assertThat(collector.bodies()).isNotEmpty()
			.allSatisfy(body -> assertThat(body).doesNotContain(SAID)
				.doesNotContain("Hi.")
				.doesNotContain(gateway.key())
				.doesNotContain("sk-openai-canary"));
	}

	@Test
	void eachEventOfTheLogIsOneLineOfJsonAndKnowsItsCall(CapturedOutput output) throws IOException {
		String id = chat("x-serai-feature", "broken").headers().firstValue("x-request-id").orElseThrow();
		List<JsonNode> events = await().until(() -> events(output, id), found -> found.size() > 1);
		assertThat(events.getFirst().path("message").asText()).isEqualTo("looked at\na call");
		JsonNode defect = events.getLast();
		assertThat(defect.at("/error/message").asText()).isEqualTo("broken on purpose");
		assertThat(defect.at("/error/stack_trace").asText()).contains("\n");
		assertThat(defect.path("@timestamp").asText()).isNotEmpty();
		assertThat(output.getOut()).doesNotContain(SAID).doesNotContain(gateway.key());
	}

	private static List<JsonNode> events(CapturedOutput output, String id) throws IOException {
		JsonMapper json = JsonMapper.builder().build();
		List<JsonNode> events = new ArrayList<>();
		// What the test's own database says before the program starts is no line of it.
		for (String line : output.getOut().lines().dropWhile(line -> !line.startsWith("{")).toList()) {
			JsonNode event = json.readTree(line);
			if (event.path("callId").asText().equals(id)) {
				events.add(event);
			}
		}
		return events;
	}

	@Test
	void aRouteThatHasStoppedOrGoneMakesReadinessRed() throws Exception {
		CamelContext camel = gateway.part(CamelContext.class);
		assertThat(management("/health/readiness").statusCode()).isEqualTo(200);
		camel.getRouteController().stopRoute("list-models");
		assertThat(management("/health/readiness").statusCode()).isEqualTo(503);
		assertThat(management("/health").body()).as("nothing of the inside").doesNotContain("list-models");
		camel.getRouteController().startRoute("list-models");
		assertThat(management("/health/readiness").statusCode()).isEqualTo(200);
		// It does not come back; no other test of this gateway asks for it.
		camel.getRouteController().stopRoute("list-guardrails");
		assertThat(camel.removeRoute("list-guardrails")).isTrue();
		assertThat(management("/health/readiness").statusCode()).isEqualTo(503);
		assertThat(management("/health/liveness").statusCode()).isEqualTo(200);
	}

	@Test
	void rulesAndDashboardNameMetricsThatThereAre() throws IOException {
		String id = chat().headers().firstValue("x-request-id").orElseThrow();
		assertThat(id).isNotEmpty();
		await().until(() -> management("/prometheus").body().contains("serai_attempts_seconds_count"));
		Set<String> exposed = management("/prometheus").body()
			.lines()
			.filter(line -> !line.startsWith("#"))
			.map(line -> line.replaceFirst("[{ ].*", ""))
			.collect(Collectors.toSet());
		JsonNode rules = new YAMLMapper().readTree(Files.readString(Path.of("config/prometheus/serai.rules.yaml")));
		JsonNode dashboard = JsonMapper.builder()
			.build()
			.readTree(Files.readString(Path.of("config/grafana/serai.json")));
		List<String> expressions = new ArrayList<>();
		rules.findValuesAsText("expr", expressions);
		assertThat(expressions).hasSameSizeAs(rules.findValues("alert"));
		dashboard.findValuesAsText("expr", expressions);
		assertThat(expressions).hasSizeGreaterThan(20).allSatisfy(expression -> {
			Set<String> named = METRIC.matcher(expression)
				.results()
				.map(MatchResult::group)
				.collect(Collectors.toCollection(TreeSet::new));
			assertThat(named).as(expression).isNotEmpty().isSubsetOf(exposed);
		});
	}

	private static HttpResponse<String> management(String path) {
		return gateway.send(
				HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.managementPort() + "/actuator" + path))
					.GET()
					.build());
	}

}
