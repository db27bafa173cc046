package dev.serai.gateway.provider;

import java.util.List;

import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatRequest;

/**
 * How a protocol says a chat. What one streamed answer needs is in its
 * {@link StreamDecoder}.
 */
public interface ChatCodec extends OperationCodec<ChatRequest> {

	/**
	 * Understands a whole answer.
	 * @param body the bytes of a 2xx answer
	 * @return its events, ending with {@link ChatEvent.Finished} for each choice and
	 * {@link ChatEvent.Used} where the provider said what was used
	 * @throws ProviderFailure MALFORMED when it is none, another kind when it is an error
	 * under a 2xx status
	 */
	List<ChatEvent> decode(byte[] body);

	/**
	 * Understands a whole answer to a request, for a protocol whose answers mean the same
	 * only together with what was asked.
	 */
	@Override
	default List<ChatEvent> decode(byte[] body, ChatRequest asked) {
		return decode(body);
	}

	/** Understands a streamed answer; a new one for each. */
	StreamDecoder<ChatEvent> streamDecoder();

	/**
	 * Understands a streamed answer to a request, as
	 * {@link #decode(byte[], ChatRequest)}.
	 */
	@Override
	default StreamDecoder<ChatEvent> streamDecoder(ChatRequest asked) {
		return streamDecoder();
	}

}
