package dev.serai.gateway.provider;

import java.util.function.Consumer;

import dev.serai.gateway.operation.ProviderFailure;

/**
 * Cuts a provider's stream into its events, wherever the bytes were cut on their way. A
 * protocol names its own: server-sent events, lines of JSON, a cloud's binary event
 * stream. It holds what it needs of an unfinished event, and between events nothing. One
 * per stream, not thread-safe.
 */
public interface StreamFraming {

	/**
	 * Reads more bytes of the stream.
	 * @param buffer the caller's, who may use it again when this returns
	 * @param offset the index of the first byte
	 * @param length the number of bytes
	 * @param sink takes each event as soon as it is complete
	 * @throws ProviderFailure TOO_LARGE when an event is longer than allowed, MALFORMED
	 * when the framing is broken
	 */
	void feed(byte[] buffer, int offset, int length, Consumer<StreamEvent> sink);

	/**
	 * The stream has ended.
	 * @param sink takes the last event, if it was not ended but is whole
	 */
	void end(Consumer<StreamEvent> sink);

}
