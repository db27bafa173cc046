package dev.serai.fallback;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

import dev.serai.call.Attempt;
import dev.serai.call.Call;
import dev.serai.call.ProviderFailure;
import dev.serai.call.ProviderFailure.Kind;
import dev.serai.call.chat.ChatEvent;
import dev.serai.catalog.Deployment;
import dev.serai.provider.WireProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Makes a usable answer of what a provider sent, or says why there is none. Answers are
 * bounded: a provider is trusted no more than a caller.
 */
public final class AnswerReader {

	private static final int MAX_ERROR = 64 * 1024;

	private final int maxAnswer;

	private final LongSupplier nanoClock;

	/**
	 * @param maxAnswer the largest unstreamed answer, in bytes
	 * @param nanoClock counts nanoseconds, as {@link System#nanoTime}
	 */
	public AnswerReader(int maxAnswer, LongSupplier nanoClock) {
		this.maxAnswer = maxAnswer;
		this.nanoClock = nanoClock;
	}

	/**
	 * Reads the answer to the call's current attempt: whole, or up to its first content.
	 * @param body owned by this method, and by the answer if that is live
	 * @throws ProviderFailure when it is none
	 */
	public ProviderAnswer read(Call call, Deployment deployment, WireProtocol protocol, @Nullable InputStream body,
			Function<String, @Nullable String> header) {
		Attempt attempt = call.attempt();
		InputStream in = (body != null) ? body : InputStream.nullInputStream();
		int status = attempt.status();
		if (status < 200 || status > 299) {
			throw protocol.failure(status, header, all(call, in, MAX_ERROR, true));
		}
		if (!call.isStreaming()) {
			attempt.expectBy(this.nanoClock.getAsLong() + deployment.provider().timeouts().idle().toNanos());
			return whole(attempt, protocol, all(call, in, this.maxAnswer, false));
		}
		PushbackInputStream stream = new PushbackInputStream(in, 1);
		// Some proxies label an error under 200, or an answer that is no stream, as one.
		if (startsLikeJson(call, stream)) {
			return whole(attempt, protocol, all(call, stream, this.maxAnswer, false));
		}
		return live(call, deployment, protocol, stream);
	}

	private ProviderAnswer.Whole whole(Attempt attempt, WireProtocol protocol, byte[] body) {
		List<ChatEvent> events = protocol.decode(body);
		for (ChatEvent event : events) {
			if (event instanceof ChatEvent.Failed failed) {
				throw failed.failure();
			}
			if (event instanceof ChatEvent.Used used) {
				attempt.used(used.usage());
			}
		}
		attempt.firstToken(this.nanoClock.getAsLong());
		return new ProviderAnswer.Whole(protocol, body, events);
	}

	private LiveAnswer live(Call call, Deployment deployment, WireProtocol protocol, InputStream stream) {
		LiveAnswer answer = new LiveAnswer(call, call.attempt(), stream, protocol.streamDecoder(),
				deployment.provider().timeouts().idle(), this.nanoClock);
		try {
			answer.prime();
			return answer;
		}
		catch (RuntimeException ex) {
			answer.close();
			throw ex;
		}
	}

	private boolean startsLikeJson(Call call, PushbackInputStream stream) {
		long before = this.nanoClock.getAsLong();
		try {
			int first = stream.read();
			if (first >= 0) {
				stream.unread(first);
			}
			return first == '{' || first == '[';
		}
		catch (IOException ex) {
			throw WireFailures.of(call.attempt(), ex);
		}
		finally {
			call.waited(this.nanoClock.getAsLong() - before);
		}
	}

	/** Reads to the end, or to the limit; what is beyond it is cut or refused. */
	private byte[] all(Call call, InputStream in, int limit, boolean cut) {
		long before = this.nanoClock.getAsLong();
		try (in) {
			byte[] bytes = in.readNBytes(limit);
			if (bytes.length == limit && !cut && in.read() >= 0) {
				throw ProviderFailure.of(Kind.TOO_LARGE, "The answer is larger than " + limit + " bytes");
			}
			return bytes;
		}
		catch (IOException ex) {
			throw WireFailures.of(call.attempt(), ex);
		}
		finally {
			call.waited(this.nanoClock.getAsLong() - before);
		}
	}

}
