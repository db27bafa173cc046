package dev.serai.gateway.provider.anthropic;

import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;

/**
 * The lifetimes for which a request asks Anthropic to cache parts of the prompt.
 *
 * @param fiveMinutes whether some part is to be cached for five minutes, Anthropic's
 * default
 * @param hour whether some part is to be cached for one hour
 */
record CacheLifetimes(boolean fiveMinutes, boolean hour) {

	/** Nothing is to be cached. */
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
