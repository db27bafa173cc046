package dev.serai.gateway.provider.gemini;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.operation.chat.Message.ToolCall;
import dev.serai.gateway.provider.StreamDecoder;
import dev.serai.gateway.provider.StreamEvent;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static dev.serai.gateway.provider.gemini.GeminiFixtures.PROTOCOL;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.decoded;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.encoded;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.request;
import static org.assertj.core.api.Assertions.assertThat;

class GeminiPropertiesTest {

	private static final List<String> NAMES = List.of("clock", "dice", "map");

	@Property
	void whatIsCarriedIsSaidInRolesThatAlternateAndNoTextIsLost(@ForAll("chats") List<Message> chat,
			@ForAll("deployments") Deployment deployment) {
		ChatRequest request = request(chat.toArray(Message[]::new)).build();
		assertThat(PROTOCOL.cannotCarry(request)).isEmpty();
		assertThat(PROTOCOL.cannotCarryTo(deployment, request)).isEmpty();
		JsonNode body = encoded(request, deployment);
		List<String> roles = texts(body.findValues("role").stream());
		for (int i = 1; i < roles.size(); i++) {
			assertThat(roles.get(i)).isNotEqualTo(roles.get(i - 1));
		}
		assertThat(said(body.path("systemInstruction"), body.path("contents"))).isEqualTo(asked(chat));
	}

	@Property
	void eachResultHasTheNameOfTheLatestCallOfItsId(@ForAll("chats") List<Message> chat) {
		Map<String, String> names = new HashMap<>();
		List<String> expected = new ArrayList<>();
		for (Message message : chat) {
			if (message instanceof Message.Assistant assistant) {
				assistant.toolCalls().forEach(call -> names.put(call.id(), call.name()));
			}
			else if (message instanceof Message.ToolResult result) {
				expected.add(names.get(result.callId()));
			}
		}
		JsonNode body = encoded(request(chat.toArray(Message[]::new)).build(), GeminiFixtures.FLASH_3);
		assertThat(body.findValues("functionResponse")).extracting(result -> result.path("name").asText())
			.isEqualTo(expected);
	}

	@Property
	void anyTextMakesValidUtf8Json(@ForAll String text) {
		byte[] body = PROTOCOL.encode(request(GeminiFixtures.user(text)).build(), new byte[0], GeminiFixtures.FLASH_3);
		String written = GeminiFixtures.json(new String(body, StandardCharsets.UTF_8))
			.at("/contents/0/parts/0/text")
			.asText();
		String sayable = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
		assertThat(written).isEqualTo(sayable);
	}

	@Property
	void aStreamMeansWhatTheWholeAnswerMeans(@ForAll("answers") List<List<ObjectNode>> chunks) {
		StreamDecoder<ChatEvent> decoder = PROTOCOL.streamDecoder();
		List<ChatEvent> streamed = new ArrayList<>();
		for (int i = 0; i < chunks.size(); i++) {
			String data = response(chunks.get(i), i == chunks.size() - 1).toString();
			streamed.addAll(decoder.decode(new StreamEvent("", data)));
		}
		streamed.addAll(decoder.end());
		List<ObjectNode> all = chunks.stream().flatMap(List::stream).toList();
		assertThat(meaning(streamed)).isEqualTo(meaning(decoded(response(all, true).toString())));
	}

	@Provide
	Arbitrary<Deployment> deployments() {
		return Arbitraries.of(GeminiFixtures.FLASH_2_0, GeminiFixtures.FLASH_2_5, GeminiFixtures.FLASH_3);
	}

	/** Chats with at least one turn of the user, whose results answer earlier calls. */
	@Provide
	Arbitrary<List<Message>> chats() {
		Arbitrary<List<Message>> step = Arbitraries.oneOf(text().map(text -> List.of(GeminiFixtures.user(text))),
				text().map(text -> List.of(GeminiFixtures.system(text))),
				text().map(text -> List.of(GeminiFixtures.assistant(text))), toolRound());
		return Combinators.combine(text(), step.list().ofMaxSize(6))
			.as((first, steps) -> Stream
				.concat(Stream.of(GeminiFixtures.user(first)), steps.stream().flatMap(List::stream))
				.toList());
	}

	private static Arbitrary<List<Message>> toolRound() {
		Arbitrary<String> name = Arbitraries.of(NAMES);
		return Combinators
			.combine(text(), name.list().ofMinSize(1).ofMaxSize(3), text(), Arbitraries.integers().between(0, 1 << 30))
			.as((said, names, result, id) -> {
				List<ToolCall> calls = new ArrayList<>();
				names.forEach(each -> calls
					.add(new ToolCall("call_" + id + "_" + calls.size(), each, "{\"a\":[1.0]}", null)));
				List<Message> round = new ArrayList<>();
				round.add(new Message.Assistant(List.of(new Part.Text(said)), calls, List.of()));
				calls.reversed()
					.forEach(call -> round.add(GeminiFixtures.result(call.id(), new Part.Text("- " + result))));
				return round;
			});
	}

	private static Arbitrary<String> text() {
		return Arbitraries.strings().withCharRange(' ', '\ud7ff').ofMaxLength(8);
	}

	/** An answer's parts, cut into chunks. */
	@Provide
	Arbitrary<List<List<ObjectNode>>> answers() {
		Arbitrary<ObjectNode> part = Combinators
			.combine(Arbitraries.integers().between(0, 4), text(), Arbitraries.of("", "c2ln"))
			.as(GeminiPropertiesTest::part);
		return part.list().ofMaxSize(3).list().ofMinSize(1).ofMaxSize(5);
	}

	private static ObjectNode part(int kind, String text, String signature) {
		ObjectNode part = JsonNodeFactory.instance.objectNode();
		switch (kind) {
			case 0 -> part.put("text", text);
			case 1 -> part.put("text", text).put("thought", true);
			case 2 -> part.putObject("functionCall").put("id", "i").put("name", text).putObject("args").put("t", text);
			case 3 -> part.putObject("inlineData").put("data", text);
			default -> part.put("text", "");
		}
		return signature.isEmpty() ? part : part.put("thoughtSignature", signature);
	}

	private static ObjectNode response(List<ObjectNode> parts, boolean last) {
		ObjectNode response = JsonNodeFactory.instance.objectNode();
		response.put("responseId", "r").putObject("usageMetadata").put("promptTokenCount", 7);
		ObjectNode candidate = response.putArray("candidates").addObject();
		candidate.putObject("content").putArray("parts").addAll(parts);
		if (last) {
			candidate.put("finishReason", "STOP");
		}
		return response;
	}

	/** The events, with usage last, which a stream tells as soon as it knows it. */
	private static List<ChatEvent> meaning(List<ChatEvent> events) {
		return events.stream().sorted(Comparator.comparing(ChatEvent.Used.class::isInstance)).toList();
	}

	private static List<String> texts(Stream<JsonNode> nodes) {
		return nodes.map(JsonNode::asText).toList();
	}

	/** All texts of the parts, in order, instructions first. */
	private static String said(JsonNode instruction, JsonNode contents) {
		return Stream
			.concat(parts(instruction),
					StreamSupport.stream(contents.spliterator(), false).flatMap(GeminiPropertiesTest::parts))
			.map(part -> part.has("functionResponse") ? part.at("/functionResponse/response/result").asText()
					: part.path("text").asText())
			.collect(Collectors.joining());
	}

	private static Stream<JsonNode> parts(JsonNode content) {
		return StreamSupport.stream(content.path("parts").spliterator(), false);
	}

	private static String asked(List<Message> chat) {
		return Stream
			.concat(chat.stream().filter(Message.System.class::isInstance),
					chat.stream().filter(message -> !(message instanceof Message.System)))
			.flatMap(message -> message.parts().stream())
			.map(part -> ((Part.Text) part).text())
			.collect(Collectors.joining());
	}

}
