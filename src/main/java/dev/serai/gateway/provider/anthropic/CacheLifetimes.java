package dev.serai.gateway.provider.anthropic;

import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;

/**
 * For how long a request asks Anthropic to keep parts of the prompt in its cache.
 *
 * @param fiveMinutes whether some part is to be kept for five minutes, which is what
 * Anthropic does when no lifetime is named
 * @param hour whether some part is to be kept for an hour
 */
record CacheLifetimes(boolean fiveMinutes, boolean hour) {

	/** Nothing is asked for. */
	static final CacheLifetimes NONE = new CacheLifetimes(false, false);

	static CacheLifetimes asked(ChatRequest request) {
		boolean fiveMinutes = false;
		boolean hour = false;
		for (Message message : request.messages()) {
			for (Part part : message.parts()) {
				if (part instanceof Part.Text text && text.cacheControl() != null && text.cacheControl().isObject()) {
					boolean isHour = text.cacheControl().path("ttl").asText("").equals("1h");
					hour |= isHour;
					fiveMinutes |= !isHour;
				}
			}
		}
		return (fiveMinutes || hour) ? new CacheLifetimes(fiveMinutes, hour) : NONE;
	}

}
