package dev.serai.gateway.provider;

import java.util.function.Consumer;

import dev.serai.gateway.operation.ProviderFailure;

/**
 * Splits a provider's stream into events; the bytes may be split anywhere. Each protocol
 * has its own: server-sent events, lines of JSON, a cloud's binary event stream. It keeps
 * the bytes of an unfinished event, and nothing between events. One per stream, not
 * thread-safe.
 */
public interface StreamFraming {

	/**
	 * Reads more bytes of the stream.
	 * @param buffer the caller's buffer, which it may reuse when this returns
	 * @param offset the index of the first byte
	 * @param length the number of bytes
	 * @param sink receives each event as soon as it is complete
	 * @throws ProviderFailure TOO_LARGE when an event is longer than allowed, MALFORMED
	 * when the framing is broken
	 */
	void feed(byte[] buffer, int offset, int length, Consumer<StreamEvent> sink);

	/**
	 * Ends the stream.
	 * @param sink receives the last event, if it has no terminator but complete data
	 */
	void end(Consumer<StreamEvent> sink);

}
