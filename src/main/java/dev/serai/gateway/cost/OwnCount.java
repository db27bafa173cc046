package dev.serai.gateway.cost;

import dev.serai.gateway.operation.OutputMeter;

/**
 * Serai's own count of an answer's output, whole or streamed: texts, reasoning, refusals,
 * names and arguments of tool calls, and what has no neutral form, over all choices.
 * While events come, only text is kept; tokens are counted when somebody asks. One per
 * answer, not thread-safe.
 */
public final class OwnCount implements OutputMeter {

	/** Reasoning that only its provider can read is base64: about so many characters. */
	private static final long ENCRYPTED_CHARS_PER_TOKEN = 6;

	private final Passage said = new Passage();

	private final Passage reasoned = new Passage();

	private long calls;

	private long encrypted;

	private long audio;

	private long images;

	private boolean other;

	@Override
	public void said(CharSequence text) {
		this.said.add(text);
	}

	@Override
	public void toolCall() {
		this.calls++;
	}

	@Override
	public void reasoned(CharSequence text) {
		this.reasoned.add(text);
	}

	@Override
	public void encrypted(long characters) {
		this.encrypted += characters;
	}

	@Override
	public void other(long audioCharacters, int imageCount) {
		this.other = true;
		this.audio += audioCharacters;
		this.images += imageCount;
	}

	/** Whether there is nothing that tokens could have been spent on. */
	boolean isEmpty() {
		return this.said.length + this.reasoned.length + this.calls + this.encrypted + this.audio + this.images == 0;
	}

	/** Whether the answer holds something that has no neutral form. */
	boolean hasOther() {
		return this.other;
	}

	/**
	 * No rough count of what can be read is higher; known without looking at the text.
	 */
	long roughlyAtMost() {
		return RoughCount.most(this.said.length + this.reasoned.length) + this.calls * TokenEstimate.PER_TOOL;
	}

	/** No rough count of what can be read is lower. */
	long roughlyAtLeast() {
		return RoughCount.least(this.said.length + this.reasoned.length) + this.calls * TokenEstimate.PER_TOOL;
	}

	/** Tokens of what can be read: text, tool calls and reasoning in the clear. */
	long text(TokenEstimate by) {
		return said(by) + this.reasoned.tokens(by);
	}

	/** Tokens of text and tool calls. */
	long said(TokenEstimate by) {
		return this.said.tokens(by) + this.calls * TokenEstimate.PER_TOOL;
	}

	/** Tokens of reasoning. */
	long reasoned(TokenEstimate by) {
		return this.reasoned.tokens(by) + this.encrypted / ENCRYPTED_CHARS_PER_TOKEN;
	}

	/** Tokens of audio. */
	long audio() {
		return (this.audio > 0) ? TokenEstimate.ofAudio(this.audio) : 0;
	}

	/** Tokens of images. */
	long images() {
		return this.images * TokenEstimate.PER_IMAGE;
	}

	/** All tokens. */
	long total(TokenEstimate by) {
		return said(by) + reasoned(by) + audio() + images();
	}

	/** Text of which the beginning is kept, and of the rest only the length. */
	private static final class Passage {

		private static final int LONGEST = 64 * 1024;

		private final StringBuilder beginning = new StringBuilder(0);

		private long length;

		void add(CharSequence text) {
			this.length += text.length();
			if (this.beginning.length() < LONGEST) {
				this.beginning.append(text, 0, Math.min(text.length(), LONGEST - this.beginning.length()));
			}
		}

		/** Counted in the beginning, and as many to a character in the rest. */
		long tokens(TokenEstimate by) {
			long counted = by.of(this.beginning.toString());
			return (this.length > this.beginning.length()) ? counted * this.length / this.beginning.length() : counted;
		}

	}

}
