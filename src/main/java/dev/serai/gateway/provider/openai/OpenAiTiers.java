package dev.serai.gateway.provider.openai;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.chat.ChatEvent;
import org.jspecify.annotations.Nullable;

/**
 * Maps the service tier in OpenAI's format and its dialects, at the top of an answer or
 * of any chunk; the last one counts. {@code auto} is what a caller may request, not a
 * tier: some providers echo it, and it means {@code standard} only where no other value
 * was sent. One per answer.
 */
final class OpenAiTiers {

	private @Nullable String served;

	private @Nullable String lastWord;

	/**
	 * Returns the last value, whose repetition is no change; null when there was none.
	 */
	@Nullable String lastWord() {
		return this.lastWord;
	}

	/** Adds an event when an answer or a chunk changes the tier. */
	void read(ObjectNode answer, List<ChatEvent> into) {
		String word = Json.textOrEmpty(answer, "service_tier");
		if (word.isEmpty()) {
			return;
		}
		this.lastWord = word;
		String tier = tier(word.strip().toLowerCase(Locale.ROOT));
		if (tier != null && !tier.equals(this.served)) {
			this.served = tier;
			into.add(new ChatEvent.ServedIn(tier));
		}
	}

	private @Nullable String tier(String word) {
		return switch (word) {
			case "" -> null;
			// The default tier of OpenAI, Mistral and Groq.
			case "default", "standard", "on_demand" -> "standard";
			case "auto" -> (this.served != null) ? null : "standard";
			default -> word;
		};
	}

}
