package dev.serai.gateway.provider.gemini;

import dev.serai.gateway.operation.ProviderFailure.Kind;
import dev.serai.gateway.operation.chat.ChatEvent.FinishReason;
import dev.serai.gateway.provider.EndReasons;

/**
 * {@code finishReason} of a candidate. Sources, as of November 2026: the enum {@code
 * FinishReason} of the Gemini API and of Vertex AI. {@code STOP} also ends answers with
 * tool calls.
 */
public final class GeminiFinishReasons {

	public static final EndReasons TABLE = EndReasons.table()
		.finish(FinishReason.STOP, "stop")
		.finish(FinishReason.LENGTH, "max_tokens")
		.finish(FinishReason.CONTENT_FILTER, "safety", "recitation", "language", "blocklist", "prohibited_content",
				"spii", "model_armor", "image_safety", "image_prohibited_content", "image_recitation")
		.fail(Kind.UNFINISHED, "malformed_function_call", "the model's tool call is malformed")
		.fail(Kind.UNFINISHED, "malformed_response", "the model's answer is malformed")
		.fail(Kind.UNFINISHED, "unexpected_tool_call", "the model called a tool that it was not offered")
		.fail(Kind.UNFINISHED, "too_many_tool_calls", "the model called tools without end")
		.fail(Kind.UNFINISHED, "missing_thought_signature", "the model's tool call lacks its signature")
		.fail(Kind.UNFINISHED, "no_image", "the model made no image")
		.fail(Kind.UNFINISHED, "image_other", "the model made no image")
		.fail(Kind.UNFINISHED, "other", "the provider does not tell why")
		.fail(Kind.UNFINISHED, "finish_reason_unspecified", "the provider does not tell why")
		.build();

	private GeminiFinishReasons() {
	}

}
