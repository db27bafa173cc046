package dev.serai.gateway.cost;

import java.util.function.ToLongFunction;

import com.fasterxml.jackson.databind.JsonNode;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.serai.gateway.operation.InputMeter;
import dev.serai.gateway.operation.OperationRequest;

/**
 * Estimates tokens before a call, or after one whose provider reports none. There are two
 * ways to count text; both use the same estimates for other content.
 * <ul>
 * <li>{@link #rough()} looks at characters alone, in one pass without allocation. It is
 * within a third of the exact count for prose, code and JSON in common scripts: good
 * enough to rank, and to check a context window with a margin.
 * <li>{@link #counted()} runs the tokenizer of OpenAI's current models (o200k_base). It
 * is exact for those and some percent off for others; the vocabulary is loaded on first
 * use and takes some ten megabytes.
 * </ul>
 * Immutable and thread-safe.
 */
public final class TokenEstimate {

	/** Tokens that mark a turn: role, start and end. */
	private static final long PER_MESSAGE = 4;

	/** Tokens around a tool's name, description and schema. */
	static final long PER_TOOL = 8;

	/** An image of common size; providers count from 85 to about 1,600. */
	static final long PER_IMAGE = 1_000;

	private static final long PER_IMAGE_LOW_DETAIL = 85;

	/** The text and image of a page. */
	private static final long PER_PAGE = 2_000;

	/** Characters of base64 of a PDF page with few images. */
	private static final long PAGE_CHARS = 70_000;

	/** The assumed pages of a document of unknown size. */
	private static final long UNSEEN_PAGES = 10;

	/**
	 * Compressed speech: one second is about 16,000 characters of base64 and 25 tokens.
	 */
	private static final long AUDIO_CHARS_PER_TOKEN = 640;

	private static final TokenEstimate ROUGH = new TokenEstimate(RoughCount::of);

	private static final TokenEstimate COUNTED = new TokenEstimate(text -> O200k.ENCODING.countTokensOrdinary(text));

	private final ToLongFunction<String> text;

	private final boolean media;

	private TokenEstimate(ToLongFunction<String> text) {
		this(text, true);
	}

	private TokenEstimate(ToLongFunction<String> text, boolean media) {
		this.text = text;
		this.media = media;
	}

	/** Counts by characters: fast, for routing. */
	public static TokenEstimate rough() {
		return ROUGH;
	}

	/** Counts by a tokenizer: slow, for settling usage. */
	public static TokenEstimate counted() {
		return COUNTED;
	}

	/** Counts only text: a lower bound. */
	public TokenEstimate textAlone() {
		return new TokenEstimate(this.text, false);
	}

	/** Returns the tokens of a text. */
	public long of(String text) {
		return text.isEmpty() ? 0 : this.text.applyAsLong(text);
	}

	/** Returns the input tokens of a request. */
	public long of(OperationRequest request) {
		Count count = new Count();
		request.measure(count);
		return count.tokens;
	}

	/**
	 * Returns the tokens of audio.
	 * @param characters its length as base64
	 */
	static long ofAudio(long characters) {
		return 1 + characters / AUDIO_CHARS_PER_TOKEN;
	}

	/** Adds up the parts of a request. */
	private final class Count implements InputMeter {

		private long tokens;

		@Override
		public void message() {
			this.tokens += PER_MESSAGE;
		}

		@Override
		public void tool() {
			this.tokens += PER_TOOL;
		}

		@Override
		public void text(String piece) {
			this.tokens += of(piece);
		}

		@Override
		public void tokens(long count) {
			this.tokens += count;
		}

		@Override
		public void schema(JsonNode schema) {
			this.tokens += of(schema.toString());
		}

		@Override
		public void image(boolean lowDetail) {
			medium(lowDetail ? PER_IMAGE_LOW_DETAIL : PER_IMAGE);
		}

		@Override
		public void document(long base64Length) {
			medium(PER_PAGE * (1 + base64Length / PAGE_CHARS));
		}

		@Override
		public void remoteDocument() {
			medium(PER_PAGE * UNSEEN_PAGES);
		}

		@Override
		public void audio(long base64Length) {
			medium(ofAudio(base64Length));
		}

		private void medium(long count) {
			this.tokens += TokenEstimate.this.media ? count : 0;
		}

	}

	/** Loads the vocabulary on first use. */
	private static final class O200k {

		static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

	}

}
