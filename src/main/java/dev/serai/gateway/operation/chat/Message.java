package dev.serai.gateway.operation.chat;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** One turn of a chat. */
public sealed interface Message {

	/** Returns its content, in order. */
	List<Part> parts();

	/**
	 * Returns the message with other content; the same one where the list is the same.
	 */
	@SuppressWarnings("ReferenceEquality") // the same list means the same message
	default Message withParts(List<Part> others) {
		if (others == parts()) {
			return this;
		}
		return switch (this) {
			case System system -> new System(others, system.developer());
			case User user -> new User(others, user.name());
			case Assistant assistant -> new Assistant(others, assistant.toolCalls(), assistant.reasoning());
			case ToolResult result -> new ToolResult(result.callId(), others);
		};
	}

	/**
	 * Instructions of the application (OpenAI: system or developer). May stand anywhere
	 * in a chat.
	 *
	 * @param developer whether the caller sent it in the role developer
	 */
	record System(List<Part> parts, boolean developer) implements Message {

		public System(List<Part> parts) {
			this(parts, false);
		}

	}

	/** The user's turn. */
	record User(List<Part> parts, @Nullable String name) implements Message {
	}

	/**
	 * An earlier turn of the model.
	 *
	 * @param reasoning its reasoning, with the signatures that its provider needs; empty
	 * when none was sent
	 */
	record Assistant(List<Part> parts, List<ToolCall> toolCalls, List<ReasoningBlock> reasoning) implements Message {
	}

	/**
	 * The result of a tool call.
	 *
	 * @param callId the id of the {@link ToolCall}
	 */
	record ToolResult(String callId, List<Part> parts) implements Message {
	}

	/**
	 * A tool call of the model.
	 *
	 * @param id unique in the chat
	 * @param arguments JSON text, as the model wrote it; not always valid
	 * @param signature an opaque token of the provider that must be sent back with the
	 * call (Gemini's thoughtSignature); null when there is none
	 */
	record ToolCall(String id, String name, String arguments, @Nullable String signature) {
	}

	/**
	 * Reasoning that a provider needs again in the next turn.
	 *
	 * @param text the reasoning; null when it is encrypted
	 * @param signature the provider's proof that the text is its own; null when it sent
	 * none
	 * @param encrypted the encrypted reasoning (Anthropic's redacted_thinking); null when
	 * it is not encrypted
	 * @param format whose signature or encryption it is, as OpenRouter names it, for
	 * instance {@code anthropic-claude-v1}; null when unknown. Other providers refuse it
	 */
	record ReasoningBlock(@Nullable String text, @Nullable String signature, @Nullable String encrypted,
			@Nullable String format) {

		public ReasoningBlock(@Nullable String text, @Nullable String signature, @Nullable String encrypted) {
			this(text, signature, encrypted, null);
		}

		/** Returns whether a provider with this format can read what is opaque of it. */
		public boolean isOf(String provider) {
			return this.format == null || this.format.equals(provider);
		}

	}

	/** A part of a turn's content. */
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

		/** A document, usually PDF. */
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

		/** An earlier refusal of the model. */
		record Refusal(String text) implements Part {
		}

	}

	/** The location of an image or document. */
	sealed interface Source {

		/** A URL that the provider downloads; Serai never does. */
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
