package dev.serai.gateway.reply;

import java.util.List;
import java.util.function.LongSupplier;

import dev.serai.gateway.cache.StoredAnswer;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.call.Transcript;
import dev.serai.gateway.operation.AnswerEvent;
import dev.serai.gateway.operation.AnswerName;
import dev.serai.gateway.operation.StreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stored answer: the stored bytes or, where one was streamed and the other is
 * not, bytes of the same meaning.
 */
public final class StoredReplies {

	private final LongSupplier nanoClock;

	public StoredReplies(LongSupplier nanoClock) {
		this.nanoClock = nanoClock;
	}

	/** Returns the bytes of the answer. The call has ended with it. */
	public byte[] again(Call call, StoredAnswer answer) {
		return call.isStreaming() ? stream(call, answer) : whole(call, answer);
	}

	private byte[] whole(Call call, StoredAnswer answer) {
		byte[] body = answer.streamed() ? toldWhole(call, answer) : answer.body();
		end(call, body);
		return body;
	}

	private byte[] toldWhole(Call call, StoredAnswer answer) {
		List<? extends AnswerEvent> events = call.format().understand(answer.body(), true);
		AnswerName name = name(call, answer, AnswerName.among(events));
		return call.format().whole(name, call.at(), events, answer.origin().usage());
	}

	private byte[] stream(Call call, StoredAnswer answer) {
		byte[] frames;
		StreamWriter stream;
		if (answer.streamed()) {
			// The name appears only in the frame with the usage.
			AnswerName own = call.request().includeUsage() ? call.format().nameOf(answer.body()) : null;
			stream = Replies.writer(call, name(call, answer, own));
			frames = stream.again(answer.body());
		}
		else {
			List<? extends AnswerEvent> events = call.format().understand(answer.body(), false);
			stream = Replies.writer(call, name(call, answer, AnswerName.among(events)));
			frames = stream.events(events);
		}
		end(call, stream.kept(frames));
		return Replies.ended(call, stream, frames, answer.origin().usage());
	}

	private static AnswerName name(Call call, StoredAnswer answer, @Nullable AnswerName own) {
		return (own != null) ? own : new AnswerName(call.format().answerId(call.id()), answer.origin().model());
	}

	private void end(Call call, byte[] bytes) {
		Transcript transcript = call.transcript();
		if (transcript != null) {
			transcript.add(bytes);
		}
		call.ended(Outcome.OK, null, this.nanoClock.getAsLong());
	}

}
