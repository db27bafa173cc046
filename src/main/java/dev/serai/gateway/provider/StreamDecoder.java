package dev.serai.gateway.provider;

import java.util.List;

import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.AnswerEvent;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one streamed answer, event by event. One per answer, not thread-safe.
 *
 * @param <E> the events of the operation's answers
 */
public interface StreamDecoder<E extends AnswerEvent> {

	/**
	 * Decodes one event.
	 * @param event the event, whose bytes are valid only until this returns
	 * @return the resulting events; often none
	 * @throws ProviderFailure MALFORMED when it cannot be decoded
	 */
	List<E> decode(StreamEvent event);

	/**
	 * Returns why the answer has failed, while the decoder still waits for its usage or
	 * its end before it reports the failure; null while it has not failed.
	 */
	default @Nullable ProviderFailure pendingFailure() {
		return null;
	}

	/**
	 * Ends the provider's stream.
	 * @return the events that were held back
	 * @throws ProviderFailure BROKEN when it ended before the answer was complete
	 */
	List<E> end();

}
