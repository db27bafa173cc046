package dev.serai.gateway.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.operation.OperationRequest;
import org.jspecify.annotations.Nullable;

/**
 * How a protocol says an operation, where callers may say it the same way: such a
 * caller's request reaches the provider, and the provider's answer the caller, in their
 * own bytes, unknown fields included. Streams pass where their decoder is a
 * {@link PassingDecoder}.
 *
 * @param <R> the operation's requests
 */
public interface PassingCodec<R extends OperationRequest> extends OperationCodec<R> {

	/**
	 * What such a caller gets for a whole answer: the very bytes, changed only where the
	 * provider deviates from the protocol.
	 */
	default byte[] passOn(byte[] body, R asked) {
		return passOn(body, asked, null);
	}

	/**
	 * The same with other usage.
	 * @param usage the usage to tell, where the provider's own is missing or wrong; null
	 * leaves the provider's
	 */
	byte[] passOn(byte[] body, R asked, @Nullable JsonNode usage);

}
