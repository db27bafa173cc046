package dev.serai.gateway.provider;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A protocol that callers speak too: its answers reach them as the provider gave them,
 * unknown fields included.
 */
public interface CallerProtocol extends WireProtocol {

	/**
	 * What a caller of the same protocol gets for a whole answer: the very bytes, changed
	 * only where the provider deviates from the protocol.
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
