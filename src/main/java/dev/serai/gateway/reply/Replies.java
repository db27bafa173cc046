package dev.serai.gateway.reply;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.call.Transcript;
import dev.serai.gateway.endpoint.openai.ChatAnswerWriter;
import dev.serai.gateway.endpoint.openai.ChatStreamWriter;
import dev.serai.gateway.endpoint.openai.UsageJson;
import dev.serai.gateway.fallback.Chain;
import dev.serai.gateway.fallback.Exhausted;
import dev.serai.gateway.fallback.LiveAnswer;
import dev.serai.gateway.fallback.ProviderAnswer;
import dev.serai.gateway.fallback.Settlement;
import dev.serai.gateway.guardrail.AnswerGuards;
import dev.serai.gateway.guardrail.Guards;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.UsageMark;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.provider.PassingCodec;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/** Says a provider's answer in the words of OpenAI's chat completions. */
public final class Replies {

	private final Chain chain;

	private final Settlement settlement;

	private final Exhausted exhausted;

	private final Guards guards;

	private final ChatAnswerWriter writer = new ChatAnswerWriter();

	private final LongSupplier nanoClock;

	public Replies(Chain chain, Settlement settlement, Exhausted exhausted, Guards guards, LongSupplier nanoClock) {
		this.chain = chain;
		this.settlement = settlement;
		this.exhausted = exhausted;
		this.guards = guards;
		this.nanoClock = nanoClock;
	}

	/**
	 * The bytes of a whole answer. The call has ended with it.
	 * @throws CallRefused 400 {@code content_blocked} when a guardrail does not let it
	 * through
	 */
	public byte[] whole(Call call, ProviderAnswer.Whole answer) {
		AnswerGuards guarding = this.guards.answerGuards(call);
		List<ChatEvent> events = guarded(call, answer, guarding);
		boolean asItCame = guarding == null || !guarding.intervene();
		Usage charged = call.attempt().usage();
		byte[] body = (asItCame && answer.codec() instanceof PassingCodec same && same.passes(call.format()))
				? same.passOn(answer.body(), standsAsTold(charged) ? null : UsageJson.of(charged)) : this.writer
					.whole(id(call), call.at().getEpochSecond(), call.attempt().model(), with(events, charged));
		transcribe(call, body, events);
		call.ended(Outcome.OK, null, this.nanoClock.getAsLong());
		return body;
	}

	/** The last usage counts. */
	private static List<ChatEvent> with(List<ChatEvent> events, Usage charged) {
		List<ChatEvent> all = new ArrayList<>(events);
		all.add(new ChatEvent.Used(charged));
		return all;
	}

	/** Whether the provider's usage may be told in the provider's own words. */
	private static boolean standsAsTold(Usage charged) {
		return !charged.estimated() && !charged.marks().contains(UsageMark.DETAIL_INVALID);
	}

	/** What may be told of a whole answer. */
	private List<ChatEvent> guarded(Call call, ProviderAnswer.Whole answer, @Nullable AnswerGuards guarding) {
		this.settlement.compare(call);
		if (guarding == null) {
			return answer.events();
		}
		List<ChatEvent> passed = new ArrayList<>(guarding.pass(answer.events()));
		passed.addAll(guarding.end());
		guarding.close();
		if (guarding.isStopped()) {
			throw guarding.refusal().refused();
		}
		return guarding.intervene() ? passed : answer.events();
	}

	/**
	 * The stream of a live answer, or of a whole one that came where a stream was asked
	 * for. The call ends with the stream.
	 */
	public AnswerStream stream(Call call, LiveAnswer answer) {
		ChatEvent.Started own = answer.passedOnAs();
		ChatStreamWriter stream = (own != null) ? writer(call, own.id(), own.model())
				: writer(call, id(call), call.attempt().model());
		return new AnswerStream(call, answer, stream, this.guards.answerGuards(call), this.chain, this.settlement,
				this.exhausted, this.nanoClock);
	}

	/**
	 * A whole answer where a stream was asked for, as the stream's bytes.
	 * @throws CallRefused 400 {@code content_blocked} when a guardrail does not let it
	 * through
	 */
	public byte[] streamOfWhole(Call call, ProviderAnswer.Whole answer) {
		List<ChatEvent> told = guarded(call, answer, this.guards.answerGuards(call));
		ChatStreamWriter stream = writer(call, id(call), call.attempt().model());
		byte[] frames = stream.events(told);
		transcribe(call, stream.kept(frames), told);
		call.ended(Outcome.OK, null, this.nanoClock.getAsLong());
		return ended(call, stream, frames, call.attempt().usage());
	}

	/** Writes down what goes out, where somebody wants that. */
	private static void transcribe(Call call, byte[] bytes, List<ChatEvent> events) {
		Transcript transcript = call.transcript();
		if (transcript != null) {
			transcript.add(bytes);
			transcript.mean(events);
		}
	}

	/** Frames, and after them what ends a stream. */
	static byte[] ended(Call call, ChatStreamWriter stream, byte[] frames, Usage used) {
		byte[] usage = call.request().includeUsage() ? stream.usage(used, call.cost(), call.savedUsd()) : new byte[0];
		byte[] done = stream.done();
		byte[] all = Arrays.copyOf(frames, frames.length + usage.length + done.length);
		System.arraycopy(usage, 0, all, frames.length, usage.length);
		System.arraycopy(done, 0, all, frames.length + usage.length, done.length);
		return all;
	}

	static ChatStreamWriter writer(Call call, String id, String model) {
		return new ChatStreamWriter(id, call.at().getEpochSecond(), model, call.request().includeUsage());
	}

	static String id(Call call) {
		return "chatcmpl-" + call.id();
	}

}
