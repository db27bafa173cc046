package dev.serai.gateway.provider.anthropic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.operation.chat.Message.ReasoningBlock;
import dev.serai.gateway.operation.chat.Message.ToolCall;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

import static org.assertj.core.api.Assertions.assertThat;

class AnthropicRequestProperties {

	@Property(tries = 500, maxDiscardRatio = 20)
	void whatCanBeCarriedIsWrittenByTheRulesAndWhole(@ForAll("chats") List<Message> chat) {
		ChatRequest request = Requests.chat(chat.toArray(Message[]::new));
		boolean carried = new AnthropicChat().cannotCarry(request).isEmpty();
		Statistics.collect(carried);
		Assume.that(carried);
		JsonNode body = Requests.encoded(request);

		turnsAlternateAndAreNotEmpty(body.path("messages"));
		resultsFollowTheirCalls(body.path("messages"));
		assertThat(textsOf(body)).containsExactlyInAnyOrderElementsOf(textsOf(chat));
	}

	private static void turnsAlternateAndAreNotEmpty(JsonNode turns) {
		String before = "";
		for (JsonNode turn : turns) {
			assertThat(turn.path("role").asText()).isIn("user", "assistant").isNotEqualTo(before);
			assertThat(turn.path("content")).isNotEmpty();
			before = turn.path("role").asText();
		}
	}

	private static void resultsFollowTheirCalls(JsonNode turns) {
		Set<String> asked = Set.of();
		for (JsonNode turn : turns) {
			Set<String> calls = new HashSet<>();
			Set<String> results = new HashSet<>();
			boolean other = false;
			for (JsonNode block : turn.path("content")) {
				switch (block.path("type").asText()) {
					case "tool_use" -> calls.add(block.path("id").asText());
					case "tool_result" -> {
						assertThat(other).as("results come first").isFalse();
						results.add(block.path("tool_use_id").asText());
					}
					default -> other = true;
				}
			}
			assertThat(results).isEqualTo(asked);
			asked = calls;
		}
		assertThat(asked).isEmpty();
	}

	private static List<String> textsOf(JsonNode body) {
		List<String> texts = new ArrayList<>();
		for (JsonNode text : body.findValues("text")) {
			texts.add(text.asText());
		}
		return texts;
	}

	private static List<String> textsOf(List<Message> chat) {
		return chat.stream()
			.flatMap(message -> message.parts().stream())
			.map(part -> ((Part.Text) part).text())
			.filter(text -> !text.isBlank())
			.toList();
	}

	/** Chats that mostly keep the rules: calls get results, though not always all. */
	@Provide
	Arbitrary<List<Message>> chats() {
		return Arbitraries.randomValue(AnthropicRequestProperties::chat);
	}

	private static List<Message> chat(Random random) {
		List<Message> chat = new ArrayList<>();
		int steps = 1 + random.nextInt(6);
		for (int step = 0; step < steps; step++) {
			switch (random.nextInt(5)) {
				case 0 -> chat.add(new Message.System(texts(random)));
				case 1 -> chat.add(new Message.User(texts(random), null));
				case 2 -> chat.add(new Message.Assistant(texts(random), List.of(), List.of()));
				default -> toolUse(chat, step, random);
			}
		}
		return chat;
	}

	private static void toolUse(List<Message> chat, int step, Random random) {
		List<ToolCall> calls = new ArrayList<>();
		List<Message> answers = new ArrayList<>();
		for (int i = 0; i <= random.nextInt(3); i++) {
			String id = "call." + step + "/" + i;
			String arguments = List.of("", "{}", "{\"n\":1}", " {\"a\":[1.0]} ").get(random.nextInt(4));
			calls.add(new ToolCall(id, "f", arguments, "from elsewhere"));
			answers.add(new Message.ToolResult(id, texts(random)));
		}
		if (random.nextInt(10) == 0) {
			answers.removeLast();
		}
		if (random.nextBoolean()) {
			answers.add(random.nextInt(answers.size() + 1), new Message.User(texts(random), null));
		}
		chat.add(new Message.Assistant(texts(random), calls,
				List.of(new ReasoningBlock("hm", random.nextBoolean() ? "sig" : null, null))));
		chat.addAll(answers);
	}

	private static List<Part> texts(Random random) {
		List<Part> parts = new ArrayList<>();
		for (int i = random.nextInt(3); i >= 0; i--) {
			parts.add(new Part.Text(List.of("", " \n", "a", "\"quoted\" ü 😀", "b\\c").get(random.nextInt(5))));
		}
		return parts;
	}

}
