package dev.serai.gateway.provider.anthropic;

import java.util.ArrayList;
import java.util.List;

import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.operation.chat.Message.ReasoningBlock;

/**
 * A chat in Anthropic's structure: the instructions separately, and turns that alternate
 * between user and assistant.
 *
 * @param system the instructions, from all positions
 * @param turns the rest
 */
record AnthropicTurns(List<Part> system, List<Turn> turns) {

	/** OpenRouter's name for Anthropic's signatures and encryption of reasoning. */
	static final String REASONING_FORMAT = "anthropic-claude-v1";

	/**
	 * Consecutive messages of one role.
	 *
	 * @param messages one or more of the same role; results of tools before all others
	 */
	record Turn(String role, List<Message> messages) {
	}

	static AnthropicTurns of(List<Message> messages) {
		List<Part> system = new ArrayList<>();
		List<Turn> turns = new ArrayList<>();
		for (int i = 0; i < messages.size(); i++) {
			Message message = (i < messages.size() - 1) ? messages.get(i) : withoutBlankEnd(messages.get(i));
			if (message instanceof Message.System) {
				message.parts().stream().filter(AnthropicTurns::isSayable).forEach(system::add);
			}
			else if (saysSomething(message)) {
				add(message, turns);
			}
		}
		return new AnthropicTurns(system, turns);
	}

	/** Anthropic refuses an answer to continue that ends in blanks. */
	private static Message withoutBlankEnd(Message message) {
		List<Part> parts = message.parts();
		if (!(message instanceof Message.Assistant && !parts.isEmpty() && parts.getLast() instanceof Part.Text text)) {
			return message;
		}
		List<Part> stripped = new ArrayList<>(parts);
		stripped.set(parts.size() - 1, new Part.Text(text.text().stripTrailing(), text.cacheControl()));
		return message.withParts(stripped);
	}

	private static void add(Message message, List<Turn> turns) {
		String role = (message instanceof Message.Assistant) ? "assistant" : "user";
		if (turns.isEmpty() || !turns.getLast().role().equals(role)) {
			turns.add(new Turn(role, new ArrayList<>()));
		}
		List<Message> turn = turns.getLast().messages();
		if (message instanceof Message.ToolResult) {
			long results = turn.stream().filter(Message.ToolResult.class::isInstance).count();
			turn.add((int) results, message);
		}
		else {
			turn.add(message);
		}
	}

	/** Returns whether anything of a message is sent. */
	static boolean saysSomething(Message message) {
		return switch (message) {
			case Message.ToolResult result -> true;
			case Message.Assistant assistant ->
				!assistant.toolCalls().isEmpty() || assistant.parts().stream().anyMatch(AnthropicTurns::isSayable)
						|| assistant.reasoning().stream().anyMatch(AnthropicTurns::isSayable);
			case Message.System system -> system.parts().stream().anyMatch(AnthropicTurns::isSayable);
			case Message.User user -> user.parts().stream().anyMatch(AnthropicTurns::isSayable);
		};
	}

	/** Returns whether Anthropic accepts a part: it refuses empty and blank text. */
	static boolean isSayable(Part part) {
		return switch (part) {
			case Part.Text text -> !text.text().isBlank();
			case Part.Refusal refusal -> !refusal.text().isBlank();
			case Part.Image image -> true;
			case Part.Document document -> true;
			case Part.Audio audio -> true;
		};
	}

	/**
	 * Returns whether Anthropic accepts reasoning: only what it can verify as its own.
	 */
	static boolean isSayable(ReasoningBlock block) {
		return block.isOf(REASONING_FORMAT) && (block.encrypted() != null || block.signature() != null);
	}

}
