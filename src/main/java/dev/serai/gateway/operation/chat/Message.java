package dev.serai.gateway.operation.chat;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** One turn of a chat. */
public sealed interface Message {

	/** What it says, in order. */
	List<Part> parts();

	/**
	 * Instructions of the application (OpenAI: system or developer). May stand anywhere
	 * in a chat.
	 */
	record System(List<Part> parts) implements Message {
	}

	/** The user's turn. */
	record User(List<Part> parts, @Nullable String name) implements Message {
	}

	/**
	 * The model's earlier turn.
	 *
	 * @param reasoning what it reasoned, with the signatures that its provider wants
	 * back; empty when none was sent
	 */
	record Assistant(List<Part> parts, List<ToolCall> toolCalls, List<ReasoningBlock> reasoning) implements Message {
	}

	/**
	 * What a tool gave back.
	 *
	 * @param callId the id of the {@link ToolCall} that it answers
	 */
	record ToolResult(String callId, List<Part> parts) implements Message {
	}

	/**
	 * A call that the model wants made.
	 *
	 * @param id unique in the chat
	 * @param arguments JSON text, as the model wrote it; not always valid
	 * @param signature an opaque token of the provider that must go back with the call
	 * (Gemini's thoughtSignature); null when there is none
	 */
	record ToolCall(String id, String name, String arguments, @Nullable String signature) {
	}

	/**
	 * Reasoning that a provider wants to see again in the next turn.
	 *
	 * @param text what was reasoned; null when it is encrypted
	 * @param signature proves to the provider that the text is its own; null when it gave
	 * none
	 * @param encrypted the reasoning as only its provider can read it (Anthropic's
	 * redacted_thinking); null when it is in the clear
	 */
	record ReasoningBlock(@Nullable String text, @Nullable String signature, @Nullable String encrypted) {
	}

	/** A piece of a turn. */
	sealed interface Part {

		/**
		 * Text.
		 *
		 * @param cacheControl Anthropic's marker that the prompt may be cached up to
		 * here, as the caller sent it; null when there is none
		 */
		record Text(String text, @Nullable JsonNode cacheControl) implements Part {

			public Text(String text) {
				this(text, null);
			}

		}

		/**
		 * An image.
		 *
		 * @param detail OpenAI's low, high or auto; null when not given
		 */
		record Image(Source source, @Nullable String detail) implements Part {
		}

		/** A document, mostly PDF. */
		record Document(Source source, @Nullable String filename) implements Part {
		}

		/**
		 * Audio.
		 *
		 * @param base64 the samples
		 * @param format wav, mp3 and so on
		 */
		record Audio(String base64, String format) implements Part {
		}

		/** The model's earlier refusal. */
		record Refusal(String text) implements Part {
		}

	}

	/** Where an image or document is. */
	sealed interface Source {

		/** At an address that the provider fetches; Serai never does. */
		record Url(String url) implements Source {
		}

		/** In the request. */
		record Data(String mediaType, String base64) implements Source {
		}

		/** In the provider's own file store. */
		record FileId(String id) implements Source {
		}

	}

}
