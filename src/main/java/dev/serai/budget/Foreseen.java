package dev.serai.budget;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.chat.ChatRequest;
import dev.serai.call.chat.Message;
import dev.serai.call.chat.Message.Part;
import dev.serai.cost.TokenEstimate;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of its price before it is made.
 *
 * @param inputTokens roughly
 * @param media whether there may be more than text, in or out
 * @param tier the service tier that is asked for; null means standard
 */
record Foreseen(long inputTokens, boolean media, @Nullable String tier) {

	static Foreseen of(ChatRequest request) {
		JsonNode tier = request.extras().get("service_tier");
		return new Foreseen(TokenEstimate.rough().of(request),
				request.extras().containsKey("modalities") || hasMedia(request),
				(tier != null && tier.isTextual()) ? tier.textValue() : null);
	}

	private static boolean hasMedia(ChatRequest request) {
		for (Message message : request.messages()) {
			for (Part part : message.parts()) {
				if (!(part instanceof Part.Text || part instanceof Part.Refusal)) {
					return true;
				}
			}
		}
		return false;
	}

}
