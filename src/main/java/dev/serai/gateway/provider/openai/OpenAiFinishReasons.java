package dev.serai.gateway.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.operation.ProviderFailure.Kind;
import dev.serai.gateway.operation.chat.ChatEvent.FinishReason;
import dev.serai.gateway.provider.EndReason;
import dev.serai.gateway.provider.EndReasons;
import org.jspecify.annotations.Nullable;

/**
 * {@code finish_reason} of chat completions in all dialects. Sources, as of November
 * 2026: OpenAI's OpenAPI description; the references of Mistral, DeepSeek, Cohere
 * (ChatFinishReason, FinishReason), Together, Z.ai, OpenRouter and Amazon Bedrock
 * (StopReason); the sources of vLLM, SGLang, Ollama and text-generation-inference;
 * Google's values, which its compatible API and several relays pass on unchanged, also as
 * {@code content_filter: RECITATION} and {@code function_call_filter:
 * MALFORMED_FUNCTION_CALL}; Anthropic's, for the same reason.
 */
public final class OpenAiFinishReasons {

	public static final EndReasons TABLE = EndReasons.table()
		// OpenAI; Anthropic, xAI and Bedrock; Together; text-generation-inference; Cohere
		.finish(FinishReason.STOP, "stop", "end_turn", "stop_sequence", "eos", "eos_token", "complete")
		// OpenAI; Anthropic, Google, Cohere; Mistral; Cohere's older API; OpenRouter's
		// native
		.finish(FinishReason.LENGTH, "length", "max_tokens", "model_length", "error_limit", "max_output_tokens",
				// Z.ai, Anthropic, Bedrock
				"model_context_window_exceeded",
				// Anthropic: to be continued
				"pause_turn", "compaction")
		// OpenAI; Anthropic and Bedrock; Cohere
		.finish(FinishReason.TOOL_CALLS, "tool_calls", "tool_use", "tool_call")
		.finish(FinishReason.FUNCTION_CALL, "function_call")
		// OpenAI; Bedrock; Anthropic; Z.ai; Cohere
		.finish(FinishReason.CONTENT_FILTER, "content_filter", "content_filtered", "guardrail_intervened", "refusal",
				"sensitive", "error_toxic",
				// Google
				"safety", "recitation", "language", "blocklist", "prohibited_content", "spii", "model_armor",
				"image_safety", "image_prohibited_content", "image_recitation")
		// Mistral, OpenRouter, Cohere, vLLM, Ollama
		.fail(Kind.UNFINISHED, "error", "the provider met an error")
		// vLLM, SGLang
		.fail(Kind.UNFINISHED, "abort", "the provider gave it up")
		.fail(Kind.UNFINISHED, "aborted", "the provider gave it up")
		// vLLM
		.fail(Kind.UNFINISHED, "repetition", "the model repeated itself without end")
		// Cohere
		.fail(Kind.UNFINISHED, "timeout", "the provider's time was up")
		.fail(Kind.UNFINISHED, "user_cancel", "it was cancelled at the provider")
		.fail(Kind.UNFINISHED, "cancelled", "it was cancelled at the provider")
		// Z.ai
		.fail(Kind.UNFINISHED, "network_error", "the provider's own connection broke")
		// DeepSeek
		.fail(Kind.OVERLOADED, "insufficient_system_resource", "the provider has too much to do")
		// Ollama: nothing was generated, a model was only loaded or unloaded
		.fail(Kind.UNFINISHED, "load", "the provider only loaded the model")
		.fail(Kind.UNFINISHED, "unload", "the provider unloaded the model")
		// Google and Bedrock: the model's output is not usable
		.fail(Kind.UNFINISHED, "function_call_filter", "the model's tool call is not usable")
		.fail(Kind.UNFINISHED, "malformed_function_call", "the model's tool call is malformed")
		.fail(Kind.UNFINISHED, "malformed_tool_use", "the model's tool call is malformed")
		.fail(Kind.UNFINISHED, "malformed_response", "the model's answer is malformed")
		.fail(Kind.UNFINISHED, "malformed_model_output", "the model's answer is malformed")
		.fail(Kind.UNFINISHED, "unexpected_tool_call", "the model called a tool that it was not offered")
		.fail(Kind.UNFINISHED, "too_many_tool_calls", "the model called tools without end")
		.fail(Kind.UNFINISHED, "missing_thought_signature", "the model's tool call lacks its signature")
		.fail(Kind.UNFINISHED, "no_image", "the model made no image")
		.fail(Kind.UNFINISHED, "image_other", "the model made no image")
		.fail(Kind.UNFINISHED, "other", "the provider does not tell why")
		.fail(Kind.UNFINISHED, "unknown", "the provider does not tell why")
		.fail(Kind.UNFINISHED, "finish_reason_unspecified", "the provider does not tell why")
		.build();

	private OpenAiFinishReasons() {
	}

	/**
	 * Returns how a choice ended; null when it has no finish reason. OpenRouter
	 * translates its provider's value, and makes {@code stop} of some that are failures;
	 * {@code native_finish_reason} has the original.
	 */
	static @Nullable EndReason of(JsonNode choice) {
		JsonNode reason = choice.path("finish_reason");
		if (reason.isMissingNode() || reason.isNull() || (reason.isTextual() && reason.textValue().isBlank())) {
			return null;
		}
		String original = choice.path("native_finish_reason").asText("");
		return TABLE.of(TABLE.listsAsFailure(original) ? original
				: reason.isTextual() ? reason.textValue() : reason.toString());
	}

}
