package dev.serai.gateway.provider;

import java.util.List;

import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.AnswerEvent;
import org.jspecify.annotations.Nullable;

/**
 * Understands one streamed answer, event by event. One per answer, not thread-safe.
 *
 * @param <E> what happens while an answer of the operation comes
 */
public interface StreamDecoder<E extends AnswerEvent> {

	/**
	 * Understands one event.
	 * @param event the event, whose bytes are good only until this returns
	 * @return what happened by it; often nothing
	 * @throws ProviderFailure MALFORMED when it can't be understood
	 */
	List<E> decode(StreamEvent event);

	/**
	 * Why the answer has failed, while the decoder still waits for its usage or its end
	 * before it says so; null while it has not failed.
	 */
	default @Nullable ProviderFailure pendingFailure() {
		return null;
	}

	/**
	 * The provider's stream has ended.
	 * @return what was still held back
	 * @throws ProviderFailure BROKEN when it ended before the answer was complete
	 */
	List<E> end();

}
