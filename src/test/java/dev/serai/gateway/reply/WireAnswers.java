package dev.serai.gateway.reply;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.provider.StreamEvent;
import dev.serai.testing.SaidAnswer;
import dev.serai.testing.SaidAnswer.Block;
import dev.serai.testing.SaidAnswer.Choice;
import dev.serai.testing.SaidAnswer.ToolCall;

/** Made-up answers, and how providers put them on the wire: whole, or cut anywhere. */
final class WireAnswers {

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	private static final List<String> TEXTS = List.of("", "Hi", "a\u00fc\ud83d\ude00b", "\n\ndata: [DONE]\n\n",
			"{\"a\":\"\\\\\"}", "two words and more of them", " ");

	private static final List<String> NAMES = List.of("f", "lookup", "get_weather", "searchDocs");

	private static final List<String> ARGUMENTS = List.of("", "{}", "{\"city\":\"K\u00f6ln \ud83d\ude00\"}",
			"{ \"a\" : [1, 2.50, {\"b\":\"\\\"}{\\n\"}], \"c\":null }", "{\"q\":\"" + "long ".repeat(70) + "\"}");

	private final Random random;

	WireAnswers(long seed) {
		this.random = new Random(seed);
	}

	/** How a dialect of OpenAI's protocol says reasoning. */
	enum Reasoning {

		CONTENT, REASONING, BOTH, ONE_AFTER_THE_OTHER, DETAILS, DETAILS_BESIDE, DETAILS_AT_THE_END;

		boolean hasBlocks() {
			return ordinal() >= DETAILS.ordinal();
		}

	}

	/** How a dialect of OpenAI's protocol says tool calls. */
	enum Calls {

		WHOLE, HEAD_FIRST, IN_PIECES, HEAD_REPEATED

	}

	/** How a dialect of OpenAI's protocol counts tool calls. */
	enum Index {

		GIVEN, MISSING, ALWAYS_0

	}

	/** Any of the values. */
	@SafeVarargs
	private <T> T any(T... values) {
		return values[this.random.nextInt(values.length)];
	}

	private <T> T any(List<T> values) {
		return values.get(this.random.nextInt(values.size()));
	}

	/**
	 * @param blocks whether reasoning is in blocks that are told apart and signed
	 */
	Choice choice(boolean blocks) {
		List<Block> reasoning = blocks(blocks);
		String clear = reasoning.stream().map(Block::text).collect(Collectors.joining());
		boolean told = reasoning.size() > 1 || reasoning.stream().anyMatch(b -> !(b.signature() + b.data()).isEmpty());
		List<ToolCall> calls = new ArrayList<>();
		for (int i = this.random.nextInt(4) - 1; i > 0; i--) {
			calls.add(new ToolCall("id" + calls.size() + any("", "-x"), any(NAMES), null));
		}
		return new Choice(any(TEXTS), any("", "", "", "I won't"), clear, told ? reasoning : List.of(), calls,
				calls.isEmpty() ? "stop" : "tool_calls");
	}

	private List<Block> blocks(boolean several) {
		List<Block> blocks = new ArrayList<>();
		int count = several ? this.random.nextInt(4) : this.random.nextInt(2);
		for (int i = 0; i < count; i++) {
			boolean sealed = several && this.random.nextInt(4) == 0;
			String text = "thought " + i + any(" is long \u00fc\ud83d\ude00 enough", "", " and\n\nmore of it");
			blocks.add(sealed ? new Block("", "", "sealed" + i)
					: new Block(text, (several && this.random.nextBoolean()) ? "signature" + i : "", ""));
		}
		return blocks;
	}

	/** The answer with arguments for each of its calls. */
	Choice withArguments(Choice choice, List<String> arguments) {
		List<ToolCall> calls = new ArrayList<>();
		for (ToolCall call : choice.calls()) {
			String text = any(ARGUMENTS);
			arguments.add(text);
			calls.add(new ToolCall(call.id(), call.name(),
					SaidAnswer.json((text.isEmpty() ? "{}" : text).getBytes(StandardCharsets.UTF_8))));
		}
		return new Choice(choice.text(), choice.refusal(), choice.reasoning(), choice.blocks(), calls, choice.finish());
	}

	List<String> cut(String text) {
		List<String> pieces = new ArrayList<>();
		int most = any(1, 4, 1000);
		int from = 0;
		while (from < text.length()) {
			int to = Math.min(text.length(), from + 1 + this.random.nextInt(most));
			if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
				to++;
			}
			pieces.add(text.substring(from, to));
			from = to;
		}
		return pieces;
	}

	// OpenAI, and what is compatible with it

	/** The chunks of a stream, in a dialect; choices take turns at random. */
	List<StreamEvent> openAiStream(List<Choice> choices, List<List<String>> arguments, Reasoning reasoning, Calls calls,
			Index index) {
		TreeMap<Integer, List<ObjectNode>> deltas = new TreeMap<>();
		for (int i = 0; i < choices.size(); i++) {
			List<ObjectNode> all = new ArrayList<>();
			reasoning(choices.get(i), reasoning, all);
			cut(choices.get(i).text()).forEach(piece -> all.add(JSON.objectNode().put("content", piece)));
			cut(choices.get(i).refusal()).forEach(piece -> all.add(JSON.objectNode().put("refusal", piece)));
			calls(choices.get(i), arguments.get(i), calls, index, all);
			deltas.put(i, joined(all));
		}
		List<StreamEvent> events = new ArrayList<>();
		while (!deltas.isEmpty()) {
			int choice = any(List.copyOf(deltas.keySet()));
			List<ObjectNode> left = deltas.get(choice);
			if (left.isEmpty()) {
				deltas.remove(choice);
				events.add(chunk(choice, JSON.objectNode(), choices.get(choice).finish()));
			}
			else {
				ObjectNode next = left.removeFirst();
				boolean last = left.isEmpty() && this.random.nextInt(4) == 0;
				events.add(chunk(choice, next, last ? choices.get(choice).finish() : null));
				if (last) {
					deltas.remove(choice);
				}
			}
		}
		events.add(new StreamEvent("", "[DONE]"));
		return events;
	}

	/** Some neighbours in one, where they say different fields. */
	private List<ObjectNode> joined(List<ObjectNode> deltas) {
		List<ObjectNode> joined = new ArrayList<>();
		for (ObjectNode delta : deltas) {
			ObjectNode before = joined.isEmpty() ? null : joined.getLast();
			boolean fits = before != null && !before.has("tool_calls")
					&& delta.properties().stream().noneMatch(field -> before.has(field.getKey()))
					&& !(before.has("reasoning_content") || before.has("reasoning_details"));
			if (fits && this.random.nextInt(3) == 0) {
				before.setAll(delta);
			}
			else {
				joined.add(delta);
			}
		}
		return joined;
	}

	private static StreamEvent chunk(int choice, ObjectNode delta, String finish) {
		ObjectNode chunk = JSON.objectNode().put("id", "c1").put("object", "chat.completion.chunk");
		chunk.put("created", 1).put("model", "m").put("vendor_field", 7);
		ObjectNode one = chunk.putArray("choices").addObject().put("index", choice);
		one.set("delta", delta);
		one.put("finish_reason", finish);
		return new StreamEvent("", chunk.toString());
	}

	private void reasoning(Choice choice, Reasoning style, List<ObjectNode> deltas) {
		if (!style.hasBlocks()) {
			for (String piece : cut(choice.reasoning())) {
				ObjectNode content = JSON.objectNode().put("reasoning_content", piece);
				ObjectNode reasoning = JSON.objectNode().put("reasoning", piece);
				switch (style) {
					case CONTENT -> deltas.add(content);
					case REASONING -> deltas.add(reasoning);
					case BOTH -> deltas.add(content.put("reasoning", piece));
					default -> deltas
						.addAll(this.random.nextBoolean() ? List.of(content, reasoning) : List.of(reasoning, content));
				}
			}
			return;
		}
		List<Block> blocks = blocksOf(choice);
		for (int i = 0; i < blocks.size(); i++) {
			Block block = blocks.get(i);
			if (!block.data().isEmpty()) {
				deltas.add(detail(i, "reasoning.encrypted").put("data", block.data()));
			}
			else if (style == Reasoning.DETAILS_AT_THE_END) {
				cut(block.text()).forEach(piece -> deltas.add(JSON.objectNode().put("reasoning_content", piece)));
				if (!choice.blocks().isEmpty()) {
					ObjectNode whole = detail(i, "reasoning.text").put("text", block.text());
					deltas.add(whole.put("signature", block.signature().isEmpty() ? null : block.signature()));
				}
			}
			else {
				for (String piece : cut(block.text())) {
					ObjectNode detail = detail(i, "reasoning.text").put("text", piece);
					ObjectNode delta = items(detail);
					deltas.add((style == Reasoning.DETAILS_BESIDE) ? delta.put("reasoning", piece) : delta);
				}
				if (!block.signature().isEmpty()) {
					deltas.add(items(detail(i, "reasoning.text").put("signature", block.signature())));
				}
			}
		}
		for (int i = 0; i < deltas.size(); i++) {
			if (deltas.get(i).has("type")) {
				deltas.set(i, items(deltas.get(i)));
			}
		}
	}

	private static List<Block> blocksOf(Choice choice) {
		boolean only = choice.blocks().isEmpty() && !choice.reasoning().isEmpty();
		return only ? List.of(new Block(choice.reasoning(), "", "")) : choice.blocks();
	}

	private static ObjectNode detail(int index, String type) {
		return JSON.objectNode().put("type", type).put("index", index);
	}

	private static ObjectNode items(ObjectNode detail) {
		ObjectNode delta = JSON.objectNode();
		delta.putArray("reasoning_details").add(detail);
		return delta;
	}

	private void calls(Choice choice, List<String> arguments, Calls style, Index index, List<ObjectNode> deltas) {
		List<List<ObjectNode>> all = new ArrayList<>();
		for (int i = 0; i < choice.calls().size(); i++) {
			List<ObjectNode> pieces = pieces(choice.calls().get(i), arguments.get(i), style, index == Index.GIVEN);
			for (ObjectNode piece : pieces) {
				if (index != Index.MISSING) {
					piece.put("index", (index == Index.GIVEN) ? i : 0);
				}
			}
			all.add(pieces);
		}
		boolean parallel = index == Index.GIVEN && this.random.nextBoolean();
		while (!all.isEmpty()) {
			// A call begins after the one before, or nobody could know its number.
			int which = parallel ? this.random.nextInt(all.size()) : 0;
			if (parallel && all.get(which).getFirst().path("index").asInt() > begun(deltas)) {
				which = 0;
			}
			ObjectNode piece = all.get(which).removeFirst();
			if (all.get(which).isEmpty()) {
				all.remove(which);
			}
			ObjectNode delta = JSON.objectNode();
			delta.putArray("tool_calls").add(piece);
			deltas.add(delta);
		}
	}

	private static int begun(List<ObjectNode> deltas) {
		return deltas.stream().mapToInt(delta -> delta.at("/tool_calls/0/index").asInt(-1)).max().orElse(-1) + 1;
	}

	private List<ObjectNode> pieces(ToolCall call, String arguments, Calls style, boolean anyOrder) {
		List<ObjectNode> pieces = new ArrayList<>();
		switch (style) {
			case WHOLE -> pieces.add(piece(call.id(), call.name(), arguments));
			case HEAD_FIRST -> {
				pieces.add(piece(call.id(), call.name(), ""));
				cut(arguments).forEach(fragment -> pieces.add(piece(null, null, fragment)));
			}
			case HEAD_REPEATED -> {
				pieces.add(piece(call.id(), call.name(), ""));
				cut(arguments).forEach(fragment -> pieces.add(piece(call.id(), call.name(), fragment)));
			}
			case IN_PIECES -> {
				List<List<ObjectNode>> groups = new ArrayList<>();
				groups.add(List.of(piece(call.id(), null, null)));
				groups.add(cut(call.name()).stream().map(name -> piece(null, name, any("", null))).toList());
				groups.add(cut(arguments).stream().map(fragment -> piece(null, null, fragment)).toList());
				if (anyOrder) {
					Collections.shuffle(groups, this.random);
				}
				groups.forEach(pieces::addAll);
			}
		}
		return pieces;
	}

	private ObjectNode piece(String id, String name, String arguments) {
		ObjectNode piece = JSON.objectNode();
		if (id != null) {
			piece.put("id", id).put("type", "function");
		}
		if (name != null || arguments != null) {
			ObjectNode function = piece.putObject("function");
			if (name != null) {
				function.put("name", name);
			}
			if (arguments != null) {
				function.put("arguments", arguments);
			}
		}
		return piece;
	}

	/** A whole answer, in a dialect. */
	byte[] openAiWhole(List<Choice> choices, List<List<String>> arguments, Reasoning style) {
		ObjectNode answer = JSON.objectNode().put("id", "c1").put("object", "chat.completion").put("created", 1);
		answer.put("model", "m").put("vendor_field", 7);
		ArrayNode all = answer.putArray("choices");
		for (int i = 0; i < choices.size(); i++) {
			Choice choice = choices.get(i);
			ObjectNode one = all.addObject().put("index", i).put("finish_reason", choice.finish());
			ObjectNode message = one.putObject("message").put("role", "assistant").put("content", choice.text());
			message.put("refusal", choice.refusal().isEmpty() ? null : choice.refusal());
			message(choice, style, message);
			for (int c = 0; c < choice.calls().size(); c++) {
				ToolCall call = choice.calls().get(c);
				message.withArrayProperty("tool_calls").add(piece(call.id(), call.name(), arguments.get(i).get(c)));
			}
		}
		return bytes(answer);
	}

	private void message(Choice choice, Reasoning style, ObjectNode message) {
		if (choice.reasoning().isEmpty() && choice.blocks().isEmpty()) {
			return;
		}
		if (style != Reasoning.REASONING && style != Reasoning.DETAILS && style != Reasoning.DETAILS_BESIDE) {
			message.put("reasoning_content", choice.reasoning());
		}
		if (style == Reasoning.REASONING || style == Reasoning.BOTH || style == Reasoning.DETAILS_BESIDE) {
			message.put("reasoning", choice.reasoning());
		}
		if (style.hasBlocks()) {
			List<Block> blocks = blocksOf(choice);
			for (int i = 0; i < blocks.size(); i++) {
				Block block = blocks.get(i);
				boolean sealed = !block.data().isEmpty();
				ObjectNode detail = detail(i, sealed ? "reasoning.encrypted" : "reasoning.text");
				detail.put(sealed ? "data" : "text", sealed ? block.data() : block.text());
				if (!sealed) {
					detail.put("signature", block.signature().isEmpty() ? null : block.signature());
				}
				message.withArrayProperty("reasoning_details").add(detail);
			}
		}
	}

	private static byte[] bytes(ObjectNode answer) {
		return answer.toString().getBytes(StandardCharsets.UTF_8);
	}

	// Anthropic

	private List<ObjectNode> anthropicBlocks(Choice choice) {
		List<ObjectNode> blocks = new ArrayList<>();
		for (Block block : blocksOf(choice)) {
			ObjectNode one = JSON.objectNode();
			blocks.add(block.data().isEmpty()
					? one.put("type", "thinking").put("thinking", block.text()).put("signature", block.signature())
					: one.put("type", "redacted_thinking").put("data", block.data()));
		}
		if (!choice.text().isEmpty()) {
			blocks.add(JSON.objectNode().put("type", "text").put("text", choice.text()));
		}
		for (int i = 0; i < choice.calls().size(); i++) {
			ToolCall call = choice.calls().get(i);
			ObjectNode block = JSON.objectNode().put("type", "tool_use").put("id", call.id()).put("name", call.name());
			block.set("input", call.arguments());
			blocks.add(block);
		}
		return blocks;
	}

	byte[] anthropicWhole(Choice choice) {
		ObjectNode message = JSON.objectNode().put("id", "m1").put("type", "message").put("role", "assistant");
		message.put("model", "m").put("stop_reason", choice.calls().isEmpty() ? "end_turn" : "tool_use");
		message.putArray("content").addAll(anthropicBlocks(choice));
		message.putObject("usage").put("input_tokens", 2).put("output_tokens", 1);
		return bytes(message);
	}

	List<StreamEvent> anthropicStream(Choice choice) {
		List<StreamEvent> events = new ArrayList<>();
		ObjectNode start = JSON.objectNode().put("type", "message_start");
		start.putObject("message").put("id", "m1").put("model", "m").putObject("usage").put("input_tokens", 2);
		events.add(event(start));
		List<ObjectNode> blocks = anthropicBlocks(choice);
		for (int i = 0; i < blocks.size(); i++) {
			ObjectNode block = blocks.get(i);
			ObjectNode empty = block.deepCopy();
			List<ObjectNode> deltas = new ArrayList<>();
			switch (block.path("type").asText()) {
				case "thinking" -> {
					empty.put("thinking", "").put("signature", "");
					cut(block.path("thinking").asText()).forEach(piece -> deltas.add(delta("thinking", piece)));
					cut(block.path("signature").asText()).forEach(piece -> deltas.add(delta("signature", piece)));
				}
				case "text" -> {
					empty.put("text", "");
					cut(block.path("text").asText()).forEach(piece -> deltas.add(delta("text", piece)));
				}
				case "tool_use" -> {
					empty.putObject("input");
					String input = block.path("input").isEmpty() ? "" : block.path("input").toString();
					cut(input).forEach(piece -> deltas
						.add(JSON.objectNode().put("type", "input_json_delta").put("partial_json", piece)));
				}
				default -> {
				}
			}
			ObjectNode begin = JSON.objectNode().put("type", "content_block_start").put("index", i);
			begin.set("content_block", empty);
			events.add(event(begin));
			for (ObjectNode delta : deltas) {
				ObjectNode grown = JSON.objectNode().put("type", "content_block_delta").put("index", i);
				grown.set("delta", delta);
				events.add(event(grown));
			}
			events.add(event(JSON.objectNode().put("type", "content_block_stop").put("index", i)));
		}
		ObjectNode end = JSON.objectNode().put("type", "message_delta");
		end.putObject("delta").put("stop_reason", choice.calls().isEmpty() ? "end_turn" : "tool_use");
		end.putObject("usage").put("output_tokens", 1);
		events.add(event(end));
		events.add(event(JSON.objectNode().put("type", "message_stop")));
		return events;
	}

	private static ObjectNode delta(String field, String piece) {
		return JSON.objectNode().put("type", field + "_delta").put(field, piece);
	}

	private static StreamEvent event(ObjectNode data) {
		return new StreamEvent(data.path("type").asText(), data.toString());
	}

	// Gemini

	/** The parts of an answer: thoughts, some signed, texts and calls. */
	List<ObjectNode> geminiParts() {
		List<ObjectNode> parts = new ArrayList<>();
		for (int i = this.random.nextInt(6); i > 0; i--) {
			ObjectNode part = JSON.objectNode();
			switch (this.random.nextInt(3)) {
				case 0 -> part.put("text", "thought " + i + " of it").put("thought", true);
				case 1 -> part.put("text", "text " + i);
				default -> {
					ObjectNode call = part.putObject("functionCall").put("id", "call" + i).put("name", any(NAMES));
					call.putObject("args").put("a", i);
				}
			}
			if (this.random.nextInt(3) == 0) {
				part.put("thoughtSignature", "signature" + i);
			}
			parts.add(part);
		}
		parts.add(JSON.objectNode().put("text", "the end"));
		return parts;
	}

	static byte[] geminiWhole(List<ObjectNode> parts) {
		return bytes(gemini(parts, "STOP"));
	}

	/** In a stream a text's signature comes with its last piece. */
	List<StreamEvent> geminiStream(List<ObjectNode> parts) {
		List<StreamEvent> events = new ArrayList<>();
		for (ObjectNode part : parts) {
			List<String> pieces = part.has("functionCall") ? List.of("") : cut(part.path("text").asText());
			for (int i = 0; i < pieces.size(); i++) {
				ObjectNode piece = part.deepCopy();
				if (part.has("text")) {
					piece.put("text", pieces.get(i));
				}
				if (i < pieces.size() - 1) {
					piece.remove("thoughtSignature");
				}
				events.add(new StreamEvent("", gemini(List.of(piece), null).toString()));
			}
		}
		events.add(new StreamEvent("", gemini(List.of(), "STOP").toString()));
		return events;
	}

	private static ObjectNode gemini(List<ObjectNode> parts, String reason) {
		ObjectNode response = JSON.objectNode().put("responseId", "r1").put("modelVersion", "m");
		ObjectNode candidate = response.putArray("candidates").addObject().put("index", 0);
		candidate.putObject("content").put("role", "model").putArray("parts").addAll(parts);
		if (reason != null) {
			candidate.put("finishReason", reason);
		}
		return response;
	}

}
