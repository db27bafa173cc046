package dev.serai.provider.openai;

import dev.serai.call.chat.ChatEvent.FinishReason;

/** Why an answer ended, in the words of all dialects. */
final class FinishReasons {

	private FinishReasons() {
	}

	/** OpenAI's word for a provider's. */
	static String openAi(String word) {
		return isFailure(word) ? word : of(word).wireName();
	}

	/** Whether the word says that the provider could not go on. */
	static boolean isFailure(String word) {
		// The second is DeepSeek's.
		return word.equals("error") || word.equals("insufficient_system_resource");
	}

	/** A word that came after this was written ends an answer like any other end. */
	static FinishReason of(String word) {
		return switch (word) {
			case "length", "max_tokens", "model_length" -> FinishReason.LENGTH;
			case "tool_calls", "tool_use" -> FinishReason.TOOL_CALLS;
			case "content_filter", "safety", "refusal", "guardrail_intervened" -> FinishReason.CONTENT_FILTER;
			case "function_call" -> FinishReason.FUNCTION_CALL;
			default -> FinishReason.STOP;
		};
	}

}
