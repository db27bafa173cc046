package dev.serai.gateway.provider;

import dev.serai.gateway.operation.AnswerEvent;
import org.jspecify.annotations.Nullable;

/**
 * A decoder for a protocol that callers speak too: besides its meaning it keeps the
 * event's own text, so that a caller of that protocol loses nothing.
 */
public interface PassingDecoder<E extends AnswerEvent> extends StreamDecoder<E> {

	/**
	 * What a caller of the same protocol gets for the event that was decoded last: its
	 * own data, changed only where the provider deviates from the protocol, and without
	 * usage, which is told once at the end; null when nothing is to be sent (the end
	 * marker, a chunk that holds only usage).
	 */
	@Nullable String passedOn();

	/**
	 * Passes an event on without decoding it, where it does nothing but add text to an
	 * answer that has begun. Of such an event {@link #decode} would say the same.
	 * @param text takes what is added to the answer's text
	 * @return what a caller of the same protocol gets; null when the event is to be
	 * decoded, and nothing has been taken of it
	 */
	byte @Nullable [] pass(StreamEvent event, StringBuilder text);

}
