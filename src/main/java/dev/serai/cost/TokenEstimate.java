package dev.serai.cost;

import java.util.List;
import java.util.function.ToLongFunction;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.serai.call.chat.ChatRequest;
import dev.serai.call.chat.ChatRequest.OutputFormat;
import dev.serai.call.chat.ChatRequest.Tool;
import dev.serai.call.chat.Message;
import dev.serai.call.chat.Message.Part;
import dev.serai.call.chat.Message.ReasoningBlock;
import dev.serai.call.chat.Message.Source;
import dev.serai.call.chat.Message.ToolCall;
import org.jspecify.annotations.Nullable;

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
	public long of(ChatRequest request) {
		long tokens = 0;
		for (Message message : request.messages()) {
			tokens += of(message);
		}
		for (Tool tool : request.tools()) {
			tokens += PER_TOOL + of(tool.name()) + ofNullable(tool.description());
			if (tool.parameters() != null) {
				tokens += of(tool.parameters().toString());
			}
		}
		if (request.format() instanceof OutputFormat.JsonSchema format) {
			tokens += of(format.schema().toString()) + ofNullable(format.description());
		}
		return tokens;
	}

	private long of(Message message) {
		long tokens = PER_MESSAGE + ofParts(message.parts());
		if (message instanceof Message.Assistant assistant) {
			for (ToolCall call : assistant.toolCalls()) {
				tokens += PER_TOOL + of(call.name()) + of(call.arguments());
			}
			for (ReasoningBlock block : assistant.reasoning()) {
				tokens += ofNullable(block.text());
			}
		}
		return tokens;
	}

	private long ofParts(List<Part> parts) {
		long tokens = 0;
		for (Part part : parts) {
			tokens += switch (part) {
				case Part.Text piece -> of(piece.text());
				case Part.Refusal refusal -> of(refusal.text());
				case Part medium -> this.media ? ofMedium(medium) : 0;
			};
		}
		return tokens;
	}

	private static long ofMedium(Part medium) {
		return switch (medium) {
			case Part.Image image -> "low".equals(image.detail()) ? PER_IMAGE_LOW_DETAIL : PER_IMAGE;
			case Part.Document document -> PER_PAGE * pages(document.source());
			case Part.Audio audio -> ofAudio(audio.base64().length());
			default -> 0;
		};
	}

	/**
	 * The tokens of audio.
	 * @param characters its length as base64
	 */
	static long ofAudio(long characters) {
		return 1 + characters / AUDIO_CHARS_PER_TOKEN;
	}

	private static long pages(Source source) {
		return (source instanceof Source.Data data) ? 1 + data.base64().length() / PAGE_CHARS : UNSEEN_PAGES;
	}

	private long ofNullable(@Nullable String text) {
		return (text != null) ? of(text) : 0;
	}

	/** Loads the vocabulary when it is first asked for. */
	private static final class O200k {

		static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

	}

}
