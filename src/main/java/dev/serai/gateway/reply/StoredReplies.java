package dev.serai.gateway.reply;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

import dev.serai.gateway.cache.StoredAnswer;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.call.Transcript;
import dev.serai.gateway.endpoint.openai.ChatAnswerWriter;
import dev.serai.gateway.endpoint.openai.ChatStreamWriter;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.provider.ChatCodec;
import dev.serai.gateway.provider.SseReader;
import dev.serai.gateway.provider.StreamDecoder;
import dev.serai.gateway.provider.StreamFraming;

/**
 * Says an answer once more: in the very bytes in which it was said before, or, where it
 * is wanted as a stream and was none, or the other way round, in bytes that mean the
 * same.
 */
public final class StoredReplies {

	private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

	private static final int PIECE = 1_024;

	private final ChatCodec callers;

	private final ChatAnswerWriter writer = new ChatAnswerWriter();

	private final LongSupplier nanoClock;

	/**
	 * @param callers understands the format that answers were given in
	 */
	public StoredReplies(ChatCodec callers, LongSupplier nanoClock) {
		this.callers = callers;
		this.nanoClock = nanoClock;
	}

	/** The bytes of the answer. The call has ended with it. */
	public byte[] again(Call call, StoredAnswer answer) {
		return call.isStreaming() ? stream(call, answer) : whole(call, answer);
	}

	private byte[] whole(Call call, StoredAnswer answer) {
		byte[] body = answer.streamed() ? toldWhole(call, answer) : answer.body();
		end(call, body);
		return body;
	}

	private byte[] toldWhole(Call call, StoredAnswer answer) {
		List<ChatEvent> events = streamedEvents(answer.body());
		events.add(new ChatEvent.Used(answer.origin().usage()));
		ChatEvent.Started name = name(call, answer, events);
		return this.writer.whole(name.id(), call.at().getEpochSecond(), name.model(), events);
	}

	private byte[] stream(Call call, StoredAnswer answer) {
		List<ChatEvent> events = answer.streamed() ? beginning(call, answer.body())
				: this.callers.decode(answer.body());
		ChatEvent.Started name = name(call, answer, events);
		ChatStreamWriter stream = Replies.writer(call, name.id(), name.model());
		byte[] frames = answer.streamed() ? stream.again(answer.body()) : stream.events(events);
		end(call, stream.kept(frames));
		return Replies.ended(call, stream, frames, answer.origin().usage());
	}

	/** What the answer calls itself. */
	private static ChatEvent.Started name(Call call, StoredAnswer answer, List<ChatEvent> events) {
		for (ChatEvent event : events) {
			if (event instanceof ChatEvent.Started started) {
				return started;
			}
		}
		return new ChatEvent.Started(Replies.id(call), answer.origin().model());
	}

	private List<ChatEvent> streamedEvents(byte[] frames) {
		List<ChatEvent> events = new ArrayList<>();
		StreamDecoder decoder = this.callers.streamDecoder();
		StreamFraming framing = new SseReader(frames.length + DONE.length);
		framing.feed(frames, 0, frames.length, event -> events.addAll(decoder.decode(event)));
		framing.feed(DONE, 0, DONE.length, event -> events.addAll(decoder.decode(event)));
		framing.end(event -> events.addAll(decoder.decode(event)));
		events.addAll(decoder.end());
		return events;
	}

	/**
	 * The first events of a stream, among which its name is; nothing where the usage,
	 * which alone is to bear it, is not wanted.
	 */
	private List<ChatEvent> beginning(Call call, byte[] frames) {
		List<ChatEvent> events = new ArrayList<>();
		StreamDecoder decoder = this.callers.streamDecoder();
		StreamFraming framing = new SseReader(frames.length);
		int at = call.request().includeUsage() ? 0 : frames.length;
		while (at < frames.length && events.isEmpty()) {
			int count = Math.min(PIECE, frames.length - at);
			framing.feed(frames, at, count, event -> events.addAll(decoder.decode(event)));
			at += count;
		}
		return events;
	}

	private void end(Call call, byte[] bytes) {
		Transcript transcript = call.transcript();
		if (transcript != null) {
			transcript.add(bytes);
		}
		call.ended(Outcome.OK, null, this.nanoClock.getAsLong());
	}

}
