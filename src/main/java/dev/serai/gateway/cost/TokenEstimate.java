package dev.serai.gateway.cost;

import java.util.function.ToLongFunction;

import com.fasterxml.jackson.databind.JsonNode;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.serai.gateway.operation.InputMeter;
import dev.serai.gateway.operation.OperationRequest;

/**
 * How many tokens something will be, or was, where no provider says so. Two ways to count
 * text; what is not text is guessed alike by both.
 * <ul>
 * <li>{@link #rough()} looks at characters alone: a pass over the text and nothing kept.
 * Within a third of the count for prose, code and JSON in the scripts that models mostly
 * see; good enough to rank and to check a window with a margin.
 * <li>{@link #counted()} runs the tokenizer of OpenAI's current models (o200k_base).
 * Exact for those, some percent off for others; the vocabulary is loaded on first use and
 * takes some ten megabytes.
 * </ul>
 * Immutable and safe for use by many threads.
 */
public final class TokenEstimate {

	/** A turn's marks: role, start and end. */
	private static final long PER_MESSAGE = 4;

	/** A tool's frame around name, description and schema. */
	static final long PER_TOOL = 8;

	/** An image of common size; providers count from 85 to about 1,600. */
	static final long PER_IMAGE = 1_000;

	private static final long PER_IMAGE_LOW_DETAIL = 85;

	/** Text and picture of a page. */
	private static final long PER_PAGE = 2_000;

	/** A page of a PDF with few pictures, as base64. */
	private static final long PAGE_CHARS = 70_000;

	/** What a document of unknown size is taken for. */
	private static final long UNSEEN_PAGES = 10;

	/** Compressed speech: a second is about 16,000 characters of base64 and 25 tokens. */
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

	/** By characters: fast, for routing. */
	public static TokenEstimate rough() {
		return ROUGH;
	}

	/** By a tokenizer: slow, for settling what was used. */
	public static TokenEstimate counted() {
		return COUNTED;
	}

	/** The same, but what is not text counts nothing: a lower bound. */
	public TokenEstimate textAlone() {
		return new TokenEstimate(this.text, false);
	}

	/** The tokens of a text. */
	public long of(String text) {
		return text.isEmpty() ? 0 : this.text.applyAsLong(text);
	}

	/** The input tokens of a request. */
	public long of(OperationRequest request) {
		Count count = new Count();
		request.measure(count);
		return count.tokens;
	}

	/**
	 * The tokens of audio.
	 * @param characters its length as base64
	 */
	static long ofAudio(long characters) {
		return 1 + characters / AUDIO_CHARS_PER_TOKEN;
	}

	/** Adds up what a request consists of. */
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

	/** Loads the vocabulary when it is first asked for. */
	private static final class O200k {

		static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

	}

}
