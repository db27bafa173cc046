package dev.serai.gateway.fallback;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

import dev.serai.gateway.call.Attempt;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.cost.OwnCount;
import dev.serai.gateway.operation.AnswerEvent;
import dev.serai.gateway.operation.OperationRequest;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.ProviderFailure.Kind;
import dev.serai.gateway.provider.OperationCodec;
import dev.serai.gateway.provider.WireProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Parses a provider's response into an answer, or throws the failure that it stands for.
 * Sizes of answers are bounded, because a provider is trusted no more than a caller.
 */
public final class AnswerReader {

	private static final int MAX_ERROR = 64 * 1024;

	private static final int MAX_EVENT = 16 * 1024 * 1024;

	private final int maxAnswer;

	private final LongSupplier nanoClock;

	/**
	 * @param maxAnswer the largest answer that is not streamed, in bytes
	 * @param nanoClock counts nanoseconds, as {@link System#nanoTime}
	 */
	public AnswerReader(int maxAnswer, LongSupplier nanoClock) {
		this.maxAnswer = maxAnswer;
		this.nanoClock = nanoClock;
	}

	/**
	 * Reads the answer to the call's current attempt: all of it, or a stream up to its
	 * first content.
	 * @param body owned by this method, and by the answer if that is live
	 * @throws ProviderFailure when the response is not a usable answer
	 */
	public ProviderAnswer read(Call call, Deployment deployment, WireProtocol protocol, @Nullable InputStream body,
			Function<String, @Nullable String> header) {
		Attempt attempt = call.attempt();
		AnswerBody in = new AnswerBody(call, (body != null) ? body : InputStream.nullInputStream(), this.nanoClock);
		int status = attempt.status();
		if (status < 200 || status > 299) {
			throw protocol.failure(status, header, all(attempt, in, MAX_ERROR, true));
		}
		String tier = protocol.servedIn(header);
		if (tier != null) {
			attempt.servedIn(tier);
		}
		OperationCodec<OperationRequest> codec = protocol.codecFor(call.request(), deployment.model());
		int first = begin(call, in);
		// Until here the timeout for the first byte applied, whatever kept the connection
		// open.
		attempt.expectBy(this.nanoClock.getAsLong() + deployment.provider().timeouts().idle().toNanos());
		// Some proxies send an error with status 200, or label a plain answer as a
		// stream.
		if (!call.isStreaming() || first == '{' || first == '[') {
			return whole(call, codec, all(attempt, in, this.maxAnswer, false));
		}
		return live(call, deployment, protocol, codec, in);
	}

	private int begin(Call call, AnswerBody in) {
		try {
			int first = in.begin(call.isStreaming());
			if (first >= 0) {
				call.attempt().answerBegan(this.nanoClock.getAsLong());
			}
			return first;
		}
		catch (IOException ex) {
			closeQuietly(in);
			throw WireFailures.of(call.attempt(), ex);
		}
	}

	private static void closeQuietly(InputStream in) {
		try {
			in.close();
		}
		catch (IOException ex) {
			// Ignored: the connection is gone either way.
		}
	}

	private ProviderAnswer.Whole whole(Call call, OperationCodec<OperationRequest> codec, byte[] body) {
		Attempt attempt = call.attempt();
		List<? extends AnswerEvent> events = decoded(call, codec, body);
		OwnCount count = new OwnCount();
		for (AnswerEvent event : events) {
			attempt.note(event);
			event.measure(count);
		}
		attempt.firstToken(this.nanoClock.getAsLong());
		return new ProviderAnswer.Whole(codec, body, events, count);
	}

	/** The provider bills what a failed answer used. */
	private static List<? extends AnswerEvent> decoded(Call call, OperationCodec<OperationRequest> codec, byte[] body) {
		try {
			return codec.decode(body, call.request());
		}
		catch (ProviderFailure failure) {
			if (failure.used() != null) {
				call.attempt().used(failure.used());
			}
			throw failure;
		}
	}

	private LiveAnswer live(Call call, Deployment deployment, WireProtocol protocol,
			OperationCodec<OperationRequest> codec, InputStream stream) {
		LiveAnswer answer = new LiveAnswer(call.attempt(), stream, protocol.streamFraming(MAX_EVENT),
				codec.streamDecoder(call.request()), codec.passes(call.format()),
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

	/**
	 * Reads to the end or to the limit. What is beyond it is cut off or causes a failure.
	 */
	private static byte[] all(Attempt attempt, InputStream in, int limit, boolean cut) {
		try (in) {
			byte[] bytes = in.readNBytes(limit);
			if (bytes.length == limit && !cut && in.read() >= 0) {
				throw ProviderFailure.of(Kind.TOO_LARGE, "The answer is larger than " + limit + " bytes");
			}
			return bytes;
		}
		catch (IOException ex) {
			throw WireFailures.of(attempt, ex);
		}
	}

}
