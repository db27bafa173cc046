package dev.serai.gateway.provider.anthropic;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.ToolCall;
import dev.serai.gateway.provider.WireProtocol.Unmappable;

/**
 * Checks Anthropic's rule for tools: the turn after a tool call contains exactly its
 * results. Checked here, the error refers to the caller's own fields.
 */
final class AnthropicToolPairs {

	private final Set<String> seen = new HashSet<>();

	private final Set<String> waiting = new HashSet<>();

	private boolean callersTurn;

	private AnthropicToolPairs() {
	}

	static Optional<Unmappable> firstBroken(List<Message> messages) {
		AnthropicToolPairs pairs = new AnthropicToolPairs();
		for (int i = 0; i < messages.size(); i++) {
			Optional<Unmappable> broken = pairs.take("messages[" + i + "]", messages.get(i));
			if (broken.isPresent()) {
				return broken;
			}
		}
		return AnthropicLimits.when(!pairs.waiting.isEmpty(), "messages",
				"The last tool calls have no results: each call needs a tool message");
	}

	private Optional<Unmappable> take(String at, Message message) {
		return switch (message) {
			case Message.System system -> Optional.empty();
			case Message.User user -> {
				this.callersTurn = true;
				yield Optional.empty();
			}
			case Message.ToolResult result -> {
				this.callersTurn = true;
				yield AnthropicLimits.when(!this.waiting.remove(result.callId()), at + ".tool_call_id",
						"This result answers no tool call of the turn before it");
			}
			case Message.Assistant assistant -> calls(at, assistant);
		};
	}

	private Optional<Unmappable> calls(String at, Message.Assistant assistant) {
		if (this.callersTurn && !this.waiting.isEmpty()) {
			return AnthropicLimits.when(true, at, "A tool call before this message has no result");
		}
		this.callersTurn = false;
		for (int i = 0; i < assistant.toolCalls().size(); i++) {
			ToolCall call = assistant.toolCalls().get(i);
			if (call.id().isEmpty() || !this.seen.add(call.id())) {
				return AnthropicLimits.when(true, at + ".tool_calls[" + i + "].id",
						"Anthropic needs an id of its own for each tool call");
			}
			this.waiting.add(call.id());
		}
		return Optional.empty();
	}

}
