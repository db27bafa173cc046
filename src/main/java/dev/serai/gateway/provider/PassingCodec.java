package dev.serai.gateway.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.operation.OperationRequest;
import org.jspecify.annotations.Nullable;

/**
 * A codec for a protocol that is also a caller's format: requests and answers are passed
 * on in their own bytes, unknown fields included. Streams are passed on where their
 * decoder is a {@link PassingDecoder}.
 *
 * @param <R> the operation's requests
 */
public interface PassingCodec<R extends OperationRequest> extends OperationCodec<R> {

	/**
	 * Returns a whole answer for a caller of the same format: the same bytes, changed
	 * only where the provider deviates from the protocol.
	 */
	default byte[] passOn(byte[] body, R asked) {
		return passOn(body, asked, null);
	}

	/**
	 * Returns the same with other usage.
	 * @param usage the usage to report, where the provider's own is missing or wrong;
	 * null keeps the provider's
	 */
	byte[] passOn(byte[] body, R asked, @Nullable JsonNode usage);

}
