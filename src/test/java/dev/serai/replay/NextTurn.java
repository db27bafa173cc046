package dev.serai.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.replay.Said.Choice;
import dev.serai.replay.Said.ToolCall;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Signed reasoning is good for the provider that signed it only if it comes back as it
 * was. Asks, sends the answer back as a client would, and looks at what the provider gets
 * then.
 */
final class NextTurn {

	private NextTurn() {
	}

	static boolean isSigned(Recording recording) {
		return recording.status() == 200 && !recording.protocol().equals("openai") && !seals(recording).isEmpty();
	}

	private static List<String> seals(Recording recording) {
		List<String> seals = new ArrayList<>();
		for (Choice choice : Expectation.of(recording).choices().values()) {
			seals.addAll(choice.seals());
			choice.calls().stream().map(ToolCall::seal).filter(seal -> !seal.isEmpty()).forEach(seals::add);
		}
		return seals;
	}

	static void check(Recording recording, Stage stage) {
		ObjectNode request = Asking.of(recording, false);
		// Providers want no reasoning back of a turn that is not to reason.
		request.put("reasoning_effort", "low");
		Heard heard = stage.ask(recording, request, Cut.WHOLE);
		ArrayNode messages = request.withArray("messages");
		messages.add(heard.message());
		for (ToolCall call : heard.choices().get(0).calls()) {
			messages.addObject().put("role", "tool").put("tool_call_id", call.id()).put("content", "Done.");
		}
		messages.addObject().put("role", "user").put("content", "And then?");
		assertThat(stage.ask(recording, request, Cut.WHOLE).status()).isEqualTo(200);
		JsonNode sent = Recording.json(stage.lastRequest().text());
		if (recording.protocol().equals("anthropic")) {
			assertThat(blocks(sent.at("/messages/1/content"))).isEqualTo(reasoning(recording));
		}
		else {
			assertThat(sent.at("/contents/1/parts").findValuesAsText("thoughtSignature"))
				.containsExactlyInAnyOrderElementsOf(seals(recording));
		}
	}

	private static List<JsonNode> blocks(JsonNode content) {
		List<JsonNode> blocks = new ArrayList<>();
		content.forEach(block -> {
			if (block.path("type").asText().endsWith("thinking")) {
				blocks.add(block);
			}
		});
		return blocks;
	}

	/** The blocks of reasoning as Anthropic gave them, a stream's put together. */
	private static List<JsonNode> reasoning(Recording recording) {
		Map<Integer, ObjectNode> blocks = new TreeMap<>();
		for (JsonNode part : recording.parts()) {
			int index = part.path("index").asInt();
			if (part.has("content")) {
				return blocks(part.path("content"));
			}
			if (part.has("content_block")) {
				blocks.put(index, part.path("content_block").deepCopy());
			}
			for (String field : List.of("thinking", "signature")) {
				String more = part.path("delta").path(field).asText("");
				if (!more.isEmpty()) {
					blocks.get(index).put(field, blocks.get(index).path(field).asText("") + more);
				}
			}
		}
		ArrayNode content = Recording.JSON.createArrayNode();
		blocks.values().forEach(content::add);
		return blocks(content);
	}

}
