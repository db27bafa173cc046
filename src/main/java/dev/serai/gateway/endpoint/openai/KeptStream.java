package dev.serai.gateway.endpoint.openai;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.serai.gateway.operation.AnswerName;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.provider.SseReader;
import dev.serai.gateway.provider.StreamDecoder;
import dev.serai.gateway.provider.StreamFraming;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of a stream that Serai has written, with the decoder for providers of
 * the same format.
 */
final class KeptStream {

	private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

	private static final int PIECE = 1_024;

	private KeptStream() {
	}

	/** Returns all events of the stream. */
	static List<ChatEvent> events(StreamDecoder<ChatEvent> decoder, byte[] frames) {
		List<ChatEvent> events = new ArrayList<>();
		StreamFraming framing = new SseReader(frames.length + DONE.length);
		framing.feed(frames, 0, frames.length, event -> events.addAll(decoder.decode(event)));
		framing.feed(DONE, 0, DONE.length, event -> events.addAll(decoder.decode(event)));
		framing.end(event -> events.addAll(decoder.decode(event)));
		events.addAll(decoder.end());
		return events;
	}

	/**
	 * Returns the answer's id and model, from its first events; null when they contain
	 * none.
	 */
	static @Nullable AnswerName name(StreamDecoder<ChatEvent> decoder, byte[] frames) {
		List<ChatEvent> events = new ArrayList<>();
		StreamFraming framing = new SseReader(frames.length);
		for (int at = 0; at < frames.length && events.isEmpty(); at += PIECE) {
			framing.feed(frames, at, Math.min(PIECE, frames.length - at),
					event -> events.addAll(decoder.decode(event)));
		}
		return AnswerName.among(events);
	}

}
