package dev.serai.gateway.provider.openai;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.serai.gateway.endpoint.openai.ChatRequestReader;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.OutputFormat;
import dev.serai.gateway.operation.chat.ChatRequest.Reasoning;
import dev.serai.gateway.operation.chat.ChatRequest.Sampling;
import dev.serai.gateway.operation.chat.ChatRequest.Tool;
import dev.serai.gateway.operation.chat.ChatRequest.ToolChoice;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.operation.chat.Message.ReasoningBlock;
import dev.serai.gateway.operation.chat.Message.Source;
import dev.serai.gateway.operation.chat.Message.ToolCall;
import dev.serai.gateway.operation.chat.ToolArguments;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class RequestRoundTripTest {

	private final OpenAiChat protocol = new OpenAiChat();

	private final ChatRequestReader reader = new ChatRequestReader();

	@Property(tries = 500)
	void shouldReadWhatItWrote(@ForAll("requests") ChatRequest request) {
		byte[] wire = this.protocol.encode(request, new byte[0], Deployments.named(request.model()));
		assertThat(this.reader.read(wire)).isEqualTo(request);
	}

	@Property(tries = 200)
	void shouldReadTheSameFromTheCallersEditedBytes(@ForAll("requests") ChatRequest request) {
		byte[] wire = this.protocol.encode(request, new byte[0], Deployments.named("before"));
		byte[] edited = this.protocol.encode(request, wire, Deployments.named(request.model()));
		assertThat(this.reader.read(edited)).isEqualTo(request);
	}

	@Example
	void shouldSayABudgetAsTheEffortNearToIt() {
		assertThat(effort(new Reasoning(null, 0))).isEqualTo("none");
		assertThat(effort(new Reasoning(null, 1_024))).isEqualTo("low");
		assertThat(effort(new Reasoning(null, 8_192))).isEqualTo("medium");
		assertThat(effort(new Reasoning(null, 32_000))).isEqualTo("high");
		assertThat(effort(new Reasoning("xhigh", 1))).isEqualTo("xhigh");
	}

	@Example
	void shouldNameTheLimitAsTheProviderKnowsIt() {
		ChatRequest request = request(null);
		assertThat(Json.object(this.protocol.encode(request, new byte[0], Deployments.named("m"))).has("max_tokens"))
			.isTrue();
		assertThat(Json
			.object(this.protocol.encode(request, new byte[0], Deployments.limitedBy("max_completion_tokens", "m")))
			.has("max_completion_tokens")).isTrue();
	}

	private String effort(Reasoning reasoning) {
		byte[] wire = this.protocol.encode(request(reasoning), new byte[0], Deployments.named("m"));
		return Json.object(wire).path("reasoning_effort").asText();
	}

	private static ChatRequest request(Reasoning reasoning) {
		return new ChatRequest("m", List.of(new Message.User(List.of(new Part.Text("x")), null)), List.of(), null, null,
				new OutputFormat.Text(), new Sampling(null, null, null, List.of(), null, null), 5, 1, reasoning, false,
				false, null, Map.of());
	}

	@Provide
	Arbitrary<ChatRequest> requests() {
		Arbitrary<Body> bodies = Combinators
			.combine(messages().list().ofMinSize(1).ofMaxSize(4), tools().list().ofMaxSize(2),
					toolChoices().injectNull(0.5), Arbitraries.of(true, false).injectNull(0.5), formats())
			.as(Body::new);
		Arbitrary<Limits> limits = Combinators
			.combine(sampling(), Arbitraries.integers().between(1, Integer.MAX_VALUE).injectNull(0.5),
					Arbitraries.integers().between(1, 128),
					Arbitraries.of("none", "minimal", "low", "medium", "high", "xhigh")
						.map(effort -> new Reasoning(effort, null))
						.injectNull(0.5))
			.as(Limits::new);
		return Combinators
			.combine(names(), bodies, limits, Arbitraries.of(true, false), texts().injectNull(0.5), extras())
			.as((model, body, limit, stream, user, extras) -> new ChatRequest(model, body.messages(), body.tools(),
					body.choice(), body.parallel(), body.format(), limit.sampling(), limit.max(), limit.choices(),
					limit.reasoning(), stream, stream, user, extras));
	}

	record Body(List<Message> messages, List<Tool> tools, ToolChoice choice, Boolean parallel, OutputFormat format) {
	}

	record Limits(Sampling sampling, Integer max, int choices, Reasoning reasoning) {
	}

	private static Arbitrary<Message> messages() {
		Arbitrary<List<Part>> texts = textParts().list().ofMinSize(1).ofMaxSize(3);
		Arbitrary<List<Part>> anything = Arbitraries.oneOf(textParts(), mediaParts()).list().ofMinSize(1).ofMaxSize(3);
		Arbitrary<List<Part>> answers = Arbitraries.oneOf(textParts(), texts().map(Part.Refusal::new))
			.list()
			.ofMinSize(1)
			.ofMaxSize(3);
		Arbitrary<ToolCall> calls = Combinators
			.combine(names(), names(), texts().map(ToolArguments::orNone), names().injectNull(0.5))
			.as(ToolCall::new);
		Arbitrary<List<ReasoningBlock>> reasoning = names().map(text -> new ReasoningBlock(text, null, null))
			.list()
			.ofMaxSize(1);
		return Arbitraries.oneOf(texts.map(Message.System::new),
				Combinators.combine(anything, names().injectNull(0.5)).as(Message.User::new),
				Combinators.combine(names(), anything).as(Message.ToolResult::new),
				Combinators.combine(answers, calls.list().ofMaxSize(2), reasoning).as(Message.Assistant::new),
				Combinators
					.combine(Arbitraries.just(List.<Part>of()), calls.list().ofMinSize(1).ofMaxSize(2), reasoning)
					.as(Message.Assistant::new));
	}

	private static Arbitrary<Part> textParts() {
		JsonNode ephemeral = JsonNodeFactory.instance.objectNode().put("type", "ephemeral");
		return Combinators.combine(texts(), Arbitraries.just(ephemeral).injectNull(0.8)).as(Part.Text::new);
	}

	private static Arbitrary<Part> mediaParts() {
		Arbitrary<Source> data = names().map(text -> new Source.Data("application/pdf", text));
		Arbitrary<Source> urls = names().map(text -> new Source.Url("https://example.com/" + text));
		Arbitrary<Source> files = names().map(Source.FileId::new);
		Arbitrary<String> details = Arbitraries.of("low", "high", "auto").injectNull(0.5);
		return Arbitraries.oneOf(Combinators.combine(Arbitraries.oneOf(data, urls), details).as(Part.Image::new),
				Combinators.combine(Arbitraries.oneOf(data, files), names().injectNull(0.5)).as(Part.Document::new),
				Combinators.combine(names(), Arbitraries.of("wav", "mp3")).as(Part.Audio::new));
	}

	private static Arbitrary<Tool> tools() {
		JsonNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
		return Combinators
			.combine(names(), texts().injectNull(0.5), Arbitraries.just(schema).injectNull(0.5),
					Arbitraries.of(true, false).injectNull(0.5))
			.as(Tool::new);
	}

	private static Arbitrary<ToolChoice> toolChoices() {
		return Arbitraries.oneOf(
				Arbitraries.of(new ToolChoice.Auto(), new ToolChoice.None(), new ToolChoice.Required()),
				names().map(ToolChoice.Named::new));
	}

	private static Arbitrary<OutputFormat> formats() {
		JsonNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
		return Arbitraries.oneOf(Arbitraries.of(new OutputFormat.Text(), new OutputFormat.JsonObject()),
				Combinators.combine(names(), texts().injectNull(0.5), Arbitraries.of(true, false).injectNull(0.5))
					.as((name, description, strict) -> new OutputFormat.JsonSchema(name, description, schema, strict)));
	}

	private static Arbitrary<Sampling> sampling() {
		Arbitrary<Double> penalties = Arbitraries.doubles().between(-2, 2).injectNull(0.5);
		return Combinators
			.combine(Arbitraries.doubles().between(0, 2).injectNull(0.5),
					Arbitraries.doubles().between(0, 1).injectNull(0.5), Arbitraries.longs().injectNull(0.5),
					texts().list().ofMaxSize(4), penalties, penalties)
			.as(Sampling::new);
	}

	private static Arbitrary<Map<String, JsonNode>> extras() {
		Arbitrary<JsonNode> values = Arbitraries.oneOf(Arbitraries.integers().map(IntNode::new),
				texts().map(TextNode::new));
		return Arbitraries.maps(Arbitraries.of("verbosity", "top_k", "safety_identifier", "\u00e4"), values)
			.ofMaxSize(3);
	}

	private static Arbitrary<String> names() {
		return Arbitraries.strings().alpha().numeric().withChars("-_./").ofMinLength(1).ofMaxLength(12);
	}

	/** Any text without half surrogate pairs. */
	private static Arbitrary<String> texts() {
		return Arbitraries.strings()
			.withCharRange('\u0000', '\ud7ff')
			.withCharRange('\ue000', '\uffff')
			.ofMaxLength(12);
	}

}
