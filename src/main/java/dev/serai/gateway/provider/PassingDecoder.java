package dev.serai.gateway.provider;

import dev.serai.gateway.operation.AnswerEvent;
import org.jspecify.annotations.Nullable;

/**
 * A decoder for a protocol that is also a caller's format: it keeps each event's own text
 * besides its meaning, so that such a caller loses nothing.
 */
public interface PassingDecoder<E extends AnswerEvent> extends StreamDecoder<E> {

	/**
	 * Returns the last decoded event for a caller of the same format: its own data,
	 * changed only where the provider deviates from the protocol, and without usage,
	 * which is sent once at the end. Null when nothing is to be sent (the end marker, a
	 * chunk that contains only usage).
	 */
	@Nullable String passedOn();

	/**
	 * Passes an event on without decoding it, if it only adds text to an answer that has
	 * begun. {@link #decode} would have the same result.
	 * @param text receives the added text
	 * @return the bytes for a caller of the same format; null when the event has to be
	 * decoded; then nothing was read from it
	 */
	byte @Nullable [] pass(StreamEvent event, StringBuilder text);

}
