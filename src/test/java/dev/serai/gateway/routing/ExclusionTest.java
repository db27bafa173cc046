package dev.serai.gateway.routing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serai.gateway.call.Decision;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Model;
import dev.serai.gateway.operation.Capability;
import dev.serai.gateway.operation.Modality;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.OutputFormat;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.operation.chat.Message.Source;
import dev.serai.gateway.provider.OperationCodec;
import dev.serai.gateway.provider.WireProtocol.Unmappable;
import dev.serai.gateway.provider.openai.OpenAiChat;
import dev.serai.gateway.routing.Stage.Ask;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ExclusionTest {

	private static final Part IMAGE = new Part.Image(new Source.Url("https://example.com/a.png"), null);

	private static final OutputFormat SCHEMA = new OutputFormat.JsonSchema("s", null,
			JsonNodeFactory.instance.objectNode(), null);

	static Stream<Arguments> unable() {
		Source file = new Source.Data("application/pdf", "AAAA");
		return Stream.of(
				arguments(Stage.limited("m", 1000, 500), ask().input(600).maxOutput(401), "window",
						"context_length_exceeded", "messages"),
				arguments(Stage.limited("m", 1000, 500), ask().input(1000), "window", "context_length_exceeded",
						"messages"),
				arguments(Stage.limited("m", 1000, 500), ask().maxOutput(501), "output", "invalid_value", "max_tokens"),
				arguments(Stage.reading("m", Modality.TEXT), ask().parts(new Part.Text("?"), IMAGE), "modality",
						"unsupported_modality", "messages"),
				arguments(Stage.reading("m", Modality.TEXT, Modality.IMAGE), ask().parts(new Part.Document(file, null)),
						"modality", "unsupported_modality", "messages"),
				arguments(Stage.reading("m", Modality.TEXT, Modality.IMAGE), ask().parts(new Part.Audio("AA", "wav")),
						"modality", "unsupported_modality", "messages"),
				arguments(Stage.without("m", Capability.TOOLS), ask().tools(), "tools", "unsupported_tools", "tools"),
				arguments(Stage.without("m", Capability.PARALLEL_TOOLS), ask().tools().parallel(true), "parallel_tools",
						"unsupported_parallel_tools", "parallel_tool_calls"),
				arguments(Stage.without("m", Capability.JSON_SCHEMA), ask().format(SCHEMA), "schema",
						"unsupported_schema", "response_format"),
				arguments(Stage.without("m", Capability.JSON_OBJECT), ask().format(new OutputFormat.JsonObject()),
						"schema", "unsupported_schema", "response_format"),
				arguments(Stage.without("m", Capability.REASONING), ask().reasoning("low", null), "reasoning",
						"unsupported_reasoning", "reasoning_effort"),
				arguments(Stage.without("m", Capability.REASONING), ask().reasoning(null, 2000), "reasoning",
						"unsupported_reasoning", "reasoning_effort"));
	}

	@ParameterizedTest
	@MethodSource("unable")
	void oneThatCannotServeIsExcludedAndAloneRefused(Model model, Ask ask, String reason, String code, String param) {
		Stage stage = new Stage().with("a/m", model).with("b/able");
		Decision decision = stage.router().decide(ask.request());
		assertThat(Stage.ids(decision)).containsExactly("b/able");
		assertThat(Stage.reasons(decision)).isEqualTo(Map.of("a/m", reason));
		assertThat(decision.excluded().getFirst().detail()).isNotBlank();

		stage.deployments.remove("b/able");
		ApiError error = refusal(stage, ask);
		assertThat(error.status()).isEqualTo(400);
		assertThat(error.code()).isEqualTo(code);
		assertThat(error.param()).isEqualTo(param);
		assertThat(error.retryable()).isFalse();
	}

	static Stream<Arguments> able() {
		return Stream.of(arguments(Stage.limited("m", 1000, 500), ask().input(600).maxOutput(400)),
				arguments(Stage.limited("m", 1000, 500), ask().input(999)),
				arguments(Stage.limited("m", 1000, 500), ask().maxOutput(500)),
				arguments(Stage.reading("m", Modality.TEXT), ask().parts(new Part.Text("?"), new Part.Refusal("no"))),
				arguments(Stage.without("m", Capability.PARALLEL_TOOLS), ask().tools()),
				arguments(Stage.without("m", Capability.PARALLEL_TOOLS), ask().tools().parallel(false)),
				arguments(Stage.without("m", Capability.TOOLS, Capability.JSON_SCHEMA, Capability.JSON_OBJECT), ask()),
				arguments(Stage.without("m", Capability.REASONING), ask().reasoning("none", null)));
	}

	@ParameterizedTest
	@MethodSource("able")
	void oneThatCanJustServeIsACandidate(Model model, Ask ask) {
		assertThat(new Stage().with("a/m", model).router().decide(ask.request()).candidates()).hasSize(1);
	}

	@Test
	void whatAProtocolCannotSayExcludesItsProvidersAndIsAskedOncePerProtocol() {
		Stage stage = new Stage().with("mute/a").with("mute/b").with("fluent/c");
		AtomicInteger asked = new AtomicInteger();
		AskedCodec mute = new AskedCodec(asked, Optional.of(new Unmappable("logit_bias", "not there")));
		AskedCodec fluent = new AskedCodec(asked, Optional.empty());
		stage.codecs = (deployment, operation) -> Optional
			.of(deployment.provider().name().equals("mute") ? mute : fluent);
		assertThat(Stage.reasons(stage.decide("auto"))).isEqualTo(Map.of("mute/a", "protocol", "mute/b", "protocol"));
		assertThat(asked).hasValue(2);

		ApiError error = refusal(stage, new Ask("a"));
		assertThat(error.status()).isEqualTo(400);
		assertThat(error.param()).isEqualTo("logit_bias");
		assertThat(error.message()).isEqualTo("`a` can't serve this request: not there.");
	}

	@Test
	void aModelOfAnotherOperationIsNamedAsSuchAndNoNewsToAPolicy() {
		Model other = new Model("vectors", Set.of(), Set.of(), 8_000, 0, Set.of(Modality.TEXT), Set.of(), 0.5, null);
		Stage stage = new Stage().with("a/vectors", other).with("b/able");
		stage.codecs = (deployment, operation) -> deployment.model().operations().contains(operation)
				? Optional.of(new OpenAiChat()) : Optional.empty();
		assertThat(Stage.reasons(stage.decide("auto"))).isEmpty();
		assertThat(stage.decide("auto").candidates()).extracting(candidate -> candidate.deployment())
			.containsExactly("b/able");

		ApiError error = refusal(stage, new Ask("vectors"));
		assertThat(error.status()).isEqualTo(404);
		assertThat(error.code()).isEqualTo("operation_not_supported");
		assertThat(error.param()).isEqualTo("model");
	}

	@Test
	void theCallerIsToldOfTheOneThatCameFurthest() {
		Stage stage = new Stage().with("a/blind", Stage.reading("blind", Modality.TEXT))
			.with("b/short", Stage.limited("short", 50, 50));
		assertThat(refusal(stage, ask().parts(IMAGE)).code()).isEqualTo("context_length_exceeded");
	}

	@Test
	void blockedOnesAreExcludedWithTheirReason() {
		Stage stage = new Stage().with("a/x").with("b/x").with("c/x").with("d/x");
		block(stage, "a/x", Gate.Kind.BREAKER, 3000);
		block(stage, "b/x", Gate.Kind.OVERLOAD, 2000);
		block(stage, "c/x", Gate.Kind.RATE_LIMIT, 2500);
		Decision decision = stage.decide("x");
		assertThat(Stage.ids(decision)).containsExactly("d/x");
		assertThat(Stage.reasons(decision)).isEqualTo(Map.of("a/x", "breaker", "b/x", "cooldown", "c/x", "cooldown"));
	}

	@Test
	void whenAllAreBlockedTheCallerMayTryAgainAfterTheShortestWait() {
		Stage stage = new Stage().with("a/x").with("b/x").with("z/blind", Stage.reading("blind", Modality.TEXT));
		block(stage, "a/x", Gate.Kind.BREAKER, 9000);
		block(stage, "b/x", Gate.Kind.RATE_LIMIT, 2500);
		ApiError error = refusal(stage, ask().parts(IMAGE));
		assertThat(error.status()).isEqualTo(503);
		assertThat(error.code()).isEqualTo("no_deployment_available");
		assertThat(error.retryAfter()).isEqualTo(Duration.ofMillis(2500));
		assertThat(error.retryable()).isTrue();
	}

	@Test
	void whenEveryQuotaIsUsedUpItIs429() {
		Stage stage = new Stage().with("a/x").with("b/x");
		block(stage, "a/x", Gate.Kind.RATE_LIMIT, 9000);
		block(stage, "b/x", Gate.Kind.RATE_LIMIT, 10);
		ApiError error = refusal(stage, ask());
		assertThat(error.status()).isEqualTo(429);
		assertThat(error.code()).isEqualTo("rate_limit_exceeded");
		assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(1));
	}

	private static Ask ask() {
		return new Ask("auto");
	}

	private static void block(Stage stage, String id, Gate.Kind kind, long millis) {
		stage.blocked.put(id, new Gate.Block(kind, Duration.ofMillis(millis)));
	}

	private static ApiError refusal(Stage stage, Ask ask) {
		Router router = stage.router();
		CallRefused refused = catchThrowableOfType(CallRefused.class, () -> router.decide(ask.request()));
		assertThat(refused).isNotNull();
		return refused.error();
	}

	/** Counts how often it is asked what it can't say. */
	private record AskedCodec(AtomicInteger asked, Optional<Unmappable> field) implements OperationCodec<ChatRequest> {

		@Override
		public Optional<Unmappable> cannotCarry(ChatRequest request) {
			this.asked.incrementAndGet();
			return this.field;
		}

		@Override
		public String path(Deployment deployment, boolean stream) {
			return "";
		}

		@Override
		public byte[] encode(ChatRequest request, byte[] wire, Deployment deployment) {
			return wire;
		}

		@Override
		public List<ChatEvent> decode(byte[] body, ChatRequest request) {
			return List.of();
		}

	}

}
