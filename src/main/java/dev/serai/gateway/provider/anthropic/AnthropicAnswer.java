package dev.serai.gateway.provider.anthropic;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatEvent.FinishReason;
import dev.serai.gateway.operation.chat.ToolArguments;
import dev.serai.gateway.provider.ArgumentStream;
import dev.serai.gateway.provider.EndReason;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer, whole or streamed: both are blocks that start, grow and stop, and
 * lead to the same events. Anthropic numbers all blocks together; here tool calls and
 * reasoning are numbered separately. One per answer, not thread-safe.
 */
final class AnthropicAnswer {

	private static final int CHOICE = 0;

	/** A shorter piece of a signature may equal the one before by chance. */
	private static final int SHORTEST_SIGNATURE = 16;

	private final Map<Integer, Block> open = new TreeMap<>();

	private final AnthropicUsage usage;

	private @Nullable String tier;

	private int toolCalls;

	private int reasoningBlocks;

	private @Nullable String stopReason;

	/**
	 * @param asked the cache lifetimes in the request
	 */
	AnthropicAnswer(CacheLifetimes asked) {
		this.usage = new AnthropicUsage(asked);
	}

	/** Reads the head of a message: id, model and the usage so far. */
	void started(JsonNode message, List<ChatEvent> out) {
		out.add(new ChatEvent.Started(message.path("id").asText(""), message.path("model").asText("")));
	}

	void used(JsonNode figures) {
		this.usage.told(figures);
	}

	void reportUsage(List<ChatEvent> out) {
		String served = this.usage.tier();
		if (served != null && !served.equals(this.tier)) {
			this.tier = served;
			out.add(new ChatEvent.ServedIn(served));
		}
		this.usage.usage().map(ChatEvent.Used::new).ifPresent(out::add);
	}

	/** Reads the stop reason, where there is one. */
	void stopReason(JsonNode reason) {
		if (reason.isTextual() && !reason.textValue().isBlank()) {
			this.stopReason = reason.asText("");
		}
	}

	/**
	 * Returns the failure that the stop reason stands for; null when it stands for none.
	 */
	@Nullable ProviderFailure failure() {
		return (this.stopReason != null
				&& AnthropicStopReasons.TABLE.of(this.stopReason) instanceof EndReason.Failed failed) ? failed.failure()
						: null;
	}

	/** Reads the start of a block, whose content is part of the answer. */
	void blockStarted(int index, JsonNode block, List<ChatEvent> out) {
		switch (block.path("type").asText("")) {
			case "text" -> {
				this.open.put(index, new PlainBlock());
				text(block.path("text").asText(""), out);
			}
			case "thinking" -> {
				ReasoningBlock reasoning = new ReasoningBlock(this.reasoningBlocks++);
				this.open.put(index, reasoning);
				reasoningText(reasoning, block.path("thinking").asText(""), out);
				reasoning.sign(block.path("signature").asText(""));
			}
			case "redacted_thinking" -> {
				this.open.put(index, new PlainBlock());
				out.add(new ChatEvent.ReasoningEncrypted(CHOICE, this.reasoningBlocks++, block.path("data").asText(""),
						AnthropicTurns.REASONING_FORMAT));
			}
			case "tool_use" -> {
				ToolCallBlock call = new ToolCallBlock(this.toolCalls++, block.path("input"));
				this.open.put(index, call);
				out.add(new ChatEvent.ToolCallStarted(CHOICE, call.number, block.path("id").asText(""),
						block.path("name").asText(""), null));
			}
			default -> {
				this.open.put(index, new OtherBlock());
				// The result of a server tool is input, not output.
				boolean output = !block.path("type").asText("").endsWith("_tool_result");
				out.add(new ChatEvent.OtherContent(CHOICE,
						output ? block.path("name").asText("") + block.path("input") : ""));
			}
		}
	}

	/** Reads the growth of a block. */
	void blockGrew(int index, JsonNode delta, List<ChatEvent> out) {
		Block block = this.open.get(index);
		if (block == null) {
			throw AnthropicJson.malformed("a delta for block " + index + ", which is not open");
		}
		switch (delta.path("type").asText("")) {
			case "text_delta" -> text(delta.path("text").asText(""), out);
			case "thinking_delta" -> reasoningText(reasoning(block), delta.path("thinking").asText(""), out);
			case "signature_delta" -> reasoning(block).sign(delta.path("signature").asText(""));
			case "input_json_delta" -> arguments(block, delta.path("partial_json").asText(""), out);
			default -> {
				// Ignored: citations and unknown deltas have no neutral form and never
				// come alone.
			}
		}
	}

	/** Ends a block. */
	void blockStopped(int index, List<ChatEvent> out) {
		Block stopped = this.open.remove(index);
		if (stopped instanceof ReasoningBlock reasoning && !reasoning.signature.isEmpty()) {
			out.add(new ChatEvent.ReasoningSignature(CHOICE, reasoning.number, reasoning.signature,
					AnthropicTurns.REASONING_FORMAT));
		}
		else if (stopped instanceof ToolCallBlock call) {
			String rest = call.streamed ? call.arguments.end() : ToolArguments.of(call.input);
			if (!rest.isEmpty()) {
				out.add(new ChatEvent.ToolCallArguments(CHOICE, call.number, rest));
			}
		}
	}

	/**
	 * Ends the answer.
	 * @return why it is not usable; null when it is
	 */
	@Nullable ProviderFailure finished(List<ChatEvent> out) {
		if (this.stopReason == null) {
			throw AnthropicJson.malformed("no stop_reason");
		}
		return switch (AnthropicStopReasons.TABLE.of(this.stopReason)) {
			case EndReason.Finished(FinishReason reason) -> {
				List.copyOf(this.open.keySet()).forEach(index -> blockStopped(index, out));
				out.add(new ChatEvent.Finished(CHOICE, reason));
				reportUsage(out);
				yield null;
			}
			case EndReason.Failed failed -> {
				reportUsage(out);
				yield failed.failure().having(this.usage.usage().orElse(null));
			}
		};
	}

	private static void text(String text, List<ChatEvent> out) {
		if (!text.isEmpty()) {
			out.add(new ChatEvent.Text(CHOICE, text));
		}
	}

	private static void reasoningText(ReasoningBlock block, String text, List<ChatEvent> out) {
		if (!text.isEmpty()) {
			out.add(new ChatEvent.ReasoningText(CHOICE, block.number, text));
		}
	}

	/** Fragments of a server tool's input have no neutral form. */
	private static void arguments(Block block, String fragment, List<ChatEvent> out) {
		if (block instanceof ToolCallBlock call && !fragment.isEmpty()) {
			call.streamed = true;
			String more = call.arguments.more(fragment);
			if (!more.isEmpty()) {
				out.add(new ChatEvent.ToolCallArguments(CHOICE, call.number, more));
			}
		}
	}

	private static ReasoningBlock reasoning(Block block) {
		if (block instanceof ReasoningBlock reasoning) {
			return reasoning;
		}
		throw AnthropicJson.malformed("a thinking delta for another kind of block");
	}

	/** A block that has started and not yet stopped. */
	private sealed interface Block {

	}

	private record PlainBlock() implements Block {
	}

	private record OtherBlock() implements Block {
	}

	private static final class ReasoningBlock implements Block {

		private final int number;

		private String signature = "";

		private ReasoningBlock(int number) {
			this.number = number;
		}

		/**
		 * A signature may come in pieces, or twice: with the block's start and as a
		 * delta.
		 */
		private void sign(String with) {
			boolean again = with.length() >= SHORTEST_SIGNATURE && with.equals(this.signature);
			this.signature = again ? with : this.signature + with;
		}

	}

	private static final class ToolCallBlock implements Block {

		private final int number;

		/** The input at the start of the block; fragments replace it. */
		private final JsonNode input;

		private final ArgumentStream arguments = new ArgumentStream();

		private boolean streamed;

		private ToolCallBlock(int number, JsonNode input) {
			this.number = number;
			this.input = input;
		}

	}

}
