package dev.serai.gateway.provider.openai;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.chat.ChatEvent;
import org.jspecify.annotations.Nullable;

/**
 * The words of OpenAI and its dialects for the service tier that serves a request, at the
 * top of an answer or of any chunk; the last one counts. {@code auto} is what a caller
 * may ask for, and no tier: some providers echo it, and it says {@code standard} only
 * where no other word was said. One per answer.
 */
final class OpenAiTiers {

	private @Nullable String served;

	private @Nullable String lastWord;

	/** What was said last; said again it is nothing new. Null when nothing was. */
	@Nullable String lastWord() {
		return this.lastWord;
	}

	/** Adds what an answer or a chunk says anew. */
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
			// OpenAI's, Mistral's and Groq's words for what one gets without asking.
			case "default", "standard", "on_demand" -> "standard";
			case "auto" -> (this.served != null) ? null : "standard";
			default -> word;
		};
	}

}
