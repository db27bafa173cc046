package dev.serai.gateway.provider;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * How a protocol says a chat, where callers may say it the same way: such a caller's
 * request reaches the provider, and the provider's answer the caller, in their own bytes,
 * unknown fields included.
 */
public interface PassingCodec extends ChatCodec {

	/**
	 * What such a caller gets for a whole answer: the very bytes, changed only where the
	 * provider deviates from the protocol.
	 */
	default byte[] passOn(byte[] body) {
		return passOn(body, null);
	}

	/**
	 * The same with other usage.
	 * @param usage the usage to tell, where the provider's own is missing or wrong; null
	 * leaves the provider's
	 */
	byte[] passOn(byte[] body, @Nullable JsonNode usage);

	@Override
	PassingDecoder streamDecoder();

}
