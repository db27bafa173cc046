package dev.serai.gateway.reply;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.call.Transcript;
import dev.serai.gateway.fallback.Chain;
import dev.serai.gateway.fallback.Exhausted;
import dev.serai.gateway.fallback.LiveAnswer;
import dev.serai.gateway.fallback.ProviderAnswer;
import dev.serai.gateway.fallback.Settlement;
import dev.serai.gateway.guardrail.AnswerGuards;
import dev.serai.gateway.guardrail.Guards;
import dev.serai.gateway.operation.AnswerEvent;
import dev.serai.gateway.operation.AnswerName;
import dev.serai.gateway.operation.OperationRequest;
import dev.serai.gateway.operation.StreamWriter;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.UsageMark;
import dev.serai.gateway.provider.PassingCodec;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/** Writes a provider's answer in the caller's format. */
public final class Replies {

	private final Chain chain;

	private final Settlement settlement;

	private final Exhausted exhausted;

	private final Guards guards;

	private final LongSupplier nanoClock;

	public Replies(Chain chain, Settlement settlement, Exhausted exhausted, Guards guards, LongSupplier nanoClock) {
		this.chain = chain;
		this.settlement = settlement;
		this.exhausted = exhausted;
		this.guards = guards;
		this.nanoClock = nanoClock;
	}

	/**
	 * Returns the bytes of a whole answer. The call has ended with it.
	 * @throws CallRefused 400 {@code content_blocked} when a guardrail blocks it
	 */
	@SuppressWarnings("unchecked")
	public byte[] whole(Call call, ProviderAnswer.Whole answer) {
		AnswerGuards guarding = this.guards.answerGuards(call);
		List<? extends AnswerEvent> events = guarded(call, answer, guarding);
		boolean asItCame = guarding == null || !guarding.intervene();
		byte[] body = (asItCame && answer.codec() instanceof PassingCodec<?> same && same.passes(call.format()))
				? passedOn(call, (PassingCodec<OperationRequest>) same, answer.body())
				: call.format().whole(name(call), call.at(), events, call.attempt().usage());
		transcribe(call, body, events);
		call.ended(Outcome.OK, null, this.nanoClock.getAsLong());
		return body;
	}

	private static byte[] passedOn(Call call, PassingCodec<OperationRequest> codec, byte[] body) {
		Usage charged = call.attempt().usage();
		return codec.passOn(body, call.request(), standsAsTold(charged) ? null : call.format().usage(charged));
	}

	/** Returns whether the provider's own usage object may be passed on. */
	private static boolean standsAsTold(Usage charged) {
		return !charged.estimated() && !charged.marks().contains(UsageMark.DETAIL_INVALID);
	}

	/** Returns the events of a whole answer after the guardrails. */
	private List<? extends AnswerEvent> guarded(Call call, ProviderAnswer.Whole answer,
			@Nullable AnswerGuards guarding) {
		this.settlement.compare(call);
		if (guarding == null) {
			return answer.events();
		}
		List<AnswerEvent> passed = new ArrayList<>(guarding.pass(answer.events()));
		passed.addAll(guarding.end());
		guarding.close();
		if (guarding.isStopped()) {
			throw guarding.refusal().refused();
		}
		return guarding.intervene() ? passed : answer.events();
	}

	/** Returns the stream of a live answer. The call ends with the stream. */
	public AnswerStream stream(Call call, LiveAnswer answer) {
		AnswerName own = answer.passedOnAs();
		StreamWriter stream = writer(call, (own != null) ? own : name(call));
		return new AnswerStream(call, answer, stream, this.guards.answerGuards(call), this.chain, this.settlement,
				this.exhausted, this.nanoClock);
	}

	/**
	 * Returns the bytes of a stream for a whole answer that came where a stream was
	 * requested.
	 * @throws CallRefused 400 {@code content_blocked} when a guardrail blocks it
	 */
	public byte[] streamOfWhole(Call call, ProviderAnswer.Whole answer) {
		List<? extends AnswerEvent> told = guarded(call, answer, this.guards.answerGuards(call));
		StreamWriter stream = writer(call, name(call));
		byte[] frames = stream.events(told);
		transcribe(call, stream.kept(frames), told);
		call.ended(Outcome.OK, null, this.nanoClock.getAsLong());
		return ended(call, stream, frames, call.attempt().usage());
	}

	/** Copies what is sent, where a copy is wanted. */
	private static void transcribe(Call call, byte[] bytes, List<? extends AnswerEvent> events) {
		Transcript transcript = call.transcript();
		if (transcript != null) {
			transcript.add(bytes);
			transcript.mean(events);
		}
	}

	/** Returns the frames followed by the end of the stream. */
	static byte[] ended(Call call, StreamWriter stream, byte[] frames, Usage used) {
		byte[] charge = stream.charge(call.charge(used));
		byte[] done = stream.done();
		byte[] all = Arrays.copyOf(frames, frames.length + charge.length + done.length);
		System.arraycopy(charge, 0, all, frames.length, charge.length);
		System.arraycopy(done, 0, all, frames.length + charge.length, done.length);
		return all;
	}

	static StreamWriter writer(Call call, AnswerName name) {
		return call.format().stream(name, call.at(), call.request().includeUsage());
	}

	/** Returns the id and name of an answer that is not passed on unchanged. */
	private static AnswerName name(Call call) {
		return new AnswerName(call.format().answerId(call.id()), call.attempt().model());
	}

}
