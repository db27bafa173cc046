package dev.serai.gateway.cost;

import dev.serai.gateway.operation.OutputMeter;

/**
 * Serai's own count of an answer's output, whole or streamed: texts, reasoning, refusals,
 * names and arguments of tool calls, and content without a neutral form, over all
 * choices. While events arrive, only text is kept; tokens are counted on request. One per
 * answer, not thread-safe.
 */
public final class OwnCount implements OutputMeter {

	/**
	 * Encrypted reasoning is base64; this is its approximate number of characters per
	 * token.
	 */
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

	/** Returns whether the answer contains nothing that costs tokens. */
	boolean isEmpty() {
		return this.said.length + this.reasoned.length + this.calls + this.encrypted + this.audio + this.images == 0;
	}

	/** Returns whether the answer contains something without a neutral form. */
	boolean hasOther() {
		return this.other;
	}

	/**
	 * Returns an upper bound of the rough count of the readable output, from its length
	 * alone.
	 */
	long roughlyAtMost() {
		return RoughCount.most(this.said.length + this.reasoned.length) + this.calls * TokenEstimate.PER_TOOL;
	}

	/**
	 * Returns a lower bound of the rough count of the readable output, from its length
	 * alone.
	 */
	long roughlyAtLeast() {
		return RoughCount.least(this.said.length + this.reasoned.length) + this.calls * TokenEstimate.PER_TOOL;
	}

	/**
	 * Returns the tokens of the readable output: text, tool calls and unencrypted
	 * reasoning.
	 */
	long text(TokenEstimate by) {
		return said(by) + this.reasoned.tokens(by);
	}

	/** Returns the tokens of text and tool calls. */
	long said(TokenEstimate by) {
		return this.said.tokens(by) + this.calls * TokenEstimate.PER_TOOL;
	}

	/** Returns the tokens of reasoning. */
	long reasoned(TokenEstimate by) {
		return this.reasoned.tokens(by) + this.encrypted / ENCRYPTED_CHARS_PER_TOKEN;
	}

	/** Returns the tokens of audio. */
	long audio() {
		return (this.audio > 0) ? TokenEstimate.ofAudio(this.audio) : 0;
	}

	/** Returns the tokens of images. */
	long images() {
		return this.images * TokenEstimate.PER_IMAGE;
	}

	/** Returns all tokens. */
	long total(TokenEstimate by) {
		return said(by) + reasoned(by) + audio() + images();
	}

	/** Text of which the beginning is kept, and only the length of the rest. */
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

		/** Counts the beginning, and assumes the same density of tokens for the rest. */
		long tokens(TokenEstimate by) {
			long counted = by.of(this.beginning.toString());
			return (this.length > this.beginning.length()) ? counted * this.length / this.beginning.length() : counted;
		}

	}

}
