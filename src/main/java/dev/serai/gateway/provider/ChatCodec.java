package dev.serai.gateway.provider;

import java.util.List;

import dev.serai.gateway.catalog.Dialect;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.provider.WireProtocol.Unmappable;
import dev.serai.gateway.provider.dialect.Adaptation;
import dev.serai.gateway.provider.dialect.ChatDialect;

/**
 * Translates chats to and from a protocol. The state of a streamed answer is in its
 * {@link StreamDecoder}.
 */
public interface ChatCodec extends OperationCodec<ChatRequest> {

	@Override
	default Fit fit(ChatRequest request, Dialect dialect) {
		if (ChatDialect.isPlain(request, dialect)) {
			return new Fit(cannotCarry(request).orElse(null), List.of());
		}
		Adaptation adaptation = ChatDialect.adapt(request, dialect);
		Adaptation.Refused refused = adaptation.refused();
		return new Fit((refused != null) ? new Unmappable(refused.param(), refused.why())
				: cannotCarry(adaptation.request()).orElse(null), adaptation.notes());
	}

	/**
	 * Decodes a whole answer.
	 * @param body the bytes of a 2xx response
	 * @return its events, ending with {@link ChatEvent.Finished} for each choice and
	 * {@link ChatEvent.Used} where the provider reported usage
	 * @throws ProviderFailure MALFORMED when it is not an answer, another kind when it is
	 * an error with a 2xx status
	 */
	List<ChatEvent> decode(byte[] body);

	/**
	 * Decodes a whole answer to a request, for a protocol whose answers can be
	 * interpreted only with the request.
	 */
	@Override
	default List<ChatEvent> decode(byte[] body, ChatRequest asked) {
		return decode(body);
	}

	/** Returns a new decoder for a streamed answer. */
	StreamDecoder<ChatEvent> streamDecoder();

	/**
	 * Returns a new decoder for a streamed answer to a request, as
	 * {@link #decode(byte[], ChatRequest)}.
	 */
	@Override
	default StreamDecoder<ChatEvent> streamDecoder(ChatRequest asked) {
		return streamDecoder();
	}

}
