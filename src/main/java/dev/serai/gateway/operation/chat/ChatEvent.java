package dev.serai.gateway.operation.chat;

import dev.serai.gateway.operation.AnswerEvent;
import dev.serai.gateway.operation.AnswerName;
import dev.serai.gateway.operation.AnswerText;
import dev.serai.gateway.operation.OutputMeter;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.TextDelta;
import dev.serai.gateway.operation.Usage;
import org.jspecify.annotations.Nullable;

/**
 * One event of a chat answer. A provider's decoder produces them in order; a whole answer
 * is the same events at once. {@code choice} is the index of the choice, from 0.
 */
public sealed interface ChatEvent extends AnswerEvent {

	/** The field of unencrypted reasoning. */
	String REASONING = "reasoning";

	/** The answer begins. */
	record Started(String id, String model) implements ChatEvent {

		@Override
		public AnswerName answerName() {
			return new AnswerName(this.id, this.model);
		}

	}

	/** Some text. */
	record Text(int choice, String text) implements ChatEvent {

		@Override
		public void measure(OutputMeter meter) {
			meter.said(this.text);
		}

		@Override
		public TextDelta delta() {
			return new TextDelta(new AnswerText(this.choice, "text", 0, false), this.text,
					said -> new Text(this.choice, said));
		}

		@Override
		public boolean isContent() {
			return !this.text.isEmpty();
		}

	}

	/**
	 * Some unencrypted reasoning. {@code block} is the index of the choice's reasoning
	 * block, from 0.
	 */
	record ReasoningText(int choice, int block, String text) implements ChatEvent {

		@Override
		public void measure(OutputMeter meter) {
			meter.reasoned(this.text);
		}

		@Override
		public TextDelta delta() {
			return new TextDelta(reasoning(this.choice, this.block), this.text,
					said -> new ReasoningText(this.choice, this.block, said));
		}

		@Override
		public boolean ends(AnswerText other) {
			return isReasoning(other, this.choice) && other.index() != this.block;
		}

		@Override
		public boolean isContent() {
			return !this.text.isEmpty();
		}

	}

	/**
	 * The signature of a reasoning block; the next turn must contain it.
	 *
	 * @param format whose signature it is, as OpenRouter names it, for instance {@code
	 * anthropic-claude-v1}; null when unknown
	 */
	record ReasoningSignature(int choice, int block, String signature, @Nullable String format) implements ChatEvent {

		public ReasoningSignature(int choice, int block, String signature) {
			this(choice, block, signature, null);
		}

		@Override
		public boolean ends(AnswerText other) {
			return isReasoning(other, this.choice);
		}

		@Override
		public AnswerText proves() {
			return reasoning(this.choice, this.block);
		}

	}

	/**
	 * A whole block of encrypted reasoning; the next turn must contain it.
	 *
	 * @param format whose encryption it is, as OpenRouter names it; null when unknown
	 */
	record ReasoningEncrypted(int choice, int block, String data, @Nullable String format) implements ChatEvent {

		public ReasoningEncrypted(int choice, int block, String data) {
			this(choice, block, data, null);
		}

		@Override
		public void measure(OutputMeter meter) {
			meter.encrypted(this.data.length());
		}

		@Override
		public boolean ends(AnswerText other) {
			return isReasoning(other, this.choice) && other.index() != this.block;
		}

	}

	/** Some text of a refusal. */
	record Refusal(int choice, String text) implements ChatEvent {

		@Override
		public void measure(OutputMeter meter) {
			meter.said(this.text);
		}

		@Override
		public TextDelta delta() {
			return new TextDelta(new AnswerText(this.choice, "refusal", 0, false), this.text,
					said -> new Refusal(this.choice, said));
		}

		@Override
		public boolean isContent() {
			return !this.text.isEmpty();
		}

	}

	/**
	 * A tool call begins.
	 *
	 * @param index the index of the choice's tool call, from 0
	 * @param signature see {@link Message.ToolCall#signature}
	 */
	record ToolCallStarted(int choice, int index, String id, String name,
			@Nullable String signature) implements ChatEvent {

		@Override
		public void measure(OutputMeter meter) {
			meter.toolCall();
			meter.said(this.name);
		}

		@Override
		public boolean isContent() {
			return true;
		}

	}

	/** A fragment of a tool call's arguments, JSON text. */
	record ToolCallArguments(int choice, int index, String fragment) implements ChatEvent {

		@Override
		public void measure(OutputMeter meter) {
			meter.said(this.fragment);
		}

		@Override
		public TextDelta delta() {
			return new TextDelta(new AnswerText(this.choice, "arguments", this.index, true), this.fragment,
					said -> new ToolCallArguments(this.choice, this.index, said));
		}

	}

	/**
	 * Content without a neutral form, for instance audio. Only its size is kept, to count
	 * its tokens.
	 *
	 * @param text its text; empty when there is none
	 * @param audio characters of audio, as base64
	 * @param images number of images
	 */
	record OtherContent(int choice, String text, long audio, int images) implements ChatEvent {

		@Override
		public void measure(OutputMeter meter) {
			meter.said(this.text);
			meter.other(this.audio, this.images);
		}

		@Override
		public boolean isRepeatable() {
			return false;
		}

		/** Content of unknown size. */
		public OtherContent(int choice) {
			this(choice, "");
		}

		/** Text in a form of the provider's own. */
		public OtherContent(int choice, String text) {
			this(choice, text, 0, 0);
		}

		@Override
		public boolean isContent() {
			return true;
		}

	}

	/** A choice is complete. */
	record Finished(int choice, FinishReason reason) implements ChatEvent {

		@Override
		public boolean isRepeatable() {
			return this.reason != FinishReason.CONTENT_FILTER;
		}

		@Override
		public boolean ends(AnswerText other) {
			return other.choice() == this.choice;
		}

	}

	/** The total usage so far. The last one counts. */
	record Used(Usage usage) implements ChatEvent {
	}

	/**
	 * The service tier that serves the request, as the provider reports it. The last one
	 * counts.
	 *
	 * @param tier the name in price lists, or {@code standard}; for a tier in no price
	 * list the provider's name in lower case
	 */
	record ServedIn(String tier) implements ChatEvent {
	}

	/** The provider reports that it cannot go on. No event follows. */
	record Failed(ProviderFailure failure) implements ChatEvent {
	}

	private static AnswerText reasoning(int choice, int block) {
		return new AnswerText(choice, REASONING, block, false);
	}

	private static boolean isReasoning(AnswerText text, int choice) {
		return text.choice() == choice && text.field().equals(REASONING);
	}

	/** Why a choice ended, with OpenAI's names. */
	enum FinishReason {

		/** The model was finished, or reached a stop sequence. */
		STOP("stop"),
		/** The limit of tokens was reached. */
		LENGTH("length"),
		/** The model calls tools. */
		TOOL_CALLS("tool_calls"),
		/** The provider's content filter cut it. */
		CONTENT_FILTER("content_filter"),
		/** OpenAI's older form of a tool call. */
		FUNCTION_CALL("function_call");

		private final String wireName;

		FinishReason(String wireName) {
			this.wireName = wireName;
		}

		public String wireName() {
			return this.wireName;
		}

	}

}
