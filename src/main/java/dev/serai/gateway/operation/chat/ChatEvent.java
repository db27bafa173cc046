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
 * One thing that happens while an answer comes. A provider's decoder makes them, in
 * order; a plain answer is the same events at once. {@code choice} counts the answers
 * from 0.
 */
public sealed interface ChatEvent extends AnswerEvent {

	/** The field of reasoning in the clear. */
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
	 * Some reasoning in the clear. {@code block} counts the choice's reasoning blocks
	 * from 0.
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
	 * The signature of the reasoning block so numbered; it belongs into the next turn.
	 */
	record ReasoningSignature(int choice, int block, String signature) implements ChatEvent {

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
	 * A whole block of reasoning that only the provider can read; it belongs into the
	 * next turn.
	 */
	record ReasoningEncrypted(int choice, int block, String data) implements ChatEvent {

		@Override
		public void measure(OutputMeter meter) {
			meter.encrypted(this.data.length());
		}

		@Override
		public boolean ends(AnswerText other) {
			return isReasoning(other, this.choice) && other.index() != this.block;
		}

	}

	/** Some words of a refusal. */
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
	 * @param index counts the choice's tool calls from 0
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
	 * Part of the answer that has no neutral form (audio, for instance) has come. Nothing
	 * is known of it but how much there is, so that its tokens can be counted.
	 *
	 * @param text the words in it; empty when there are none
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

		/** Something of no known size. */
		public OtherContent(int choice) {
			this(choice, "");
		}

		/** Words in a form of the provider's own. */
		public OtherContent(int choice, String text) {
			this(choice, text, 0, 0);
		}

		@Override
		public boolean isContent() {
			return true;
		}

	}

	/** An answer is complete. */
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

	/** What was used so far, in all. The last one counts. */
	record Used(Usage usage) implements ChatEvent {
	}

	/**
	 * The provider says in which service tier it serves the request. The last one counts.
	 *
	 * @param tier the name that prices are listed under, or {@code standard}; of a tier
	 * that no price list knows, the provider's word in lower case
	 */
	record ServedIn(String tier) implements ChatEvent {
	}

	/** The provider reports that it can't go on. Nothing follows. */
	record Failed(ProviderFailure failure) implements ChatEvent {
	}

	private static AnswerText reasoning(int choice, int block) {
		return new AnswerText(choice, REASONING, block, false);
	}

	private static boolean isReasoning(AnswerText text, int choice) {
		return text.choice() == choice && text.field().equals(REASONING);
	}

	/** Why an answer ended, in OpenAI's words. */
	enum FinishReason {

		/** The model had said everything, or met a stop text. */
		STOP("stop"),
		/** The limit of tokens was reached. */
		LENGTH("length"),
		/** The model wants tools called. */
		TOOL_CALLS("tool_calls"),
		/** The provider's content policy cut it. */
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
