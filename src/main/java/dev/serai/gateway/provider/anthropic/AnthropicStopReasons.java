package dev.serai.gateway.provider.anthropic;

import dev.serai.gateway.operation.ProviderFailure.Kind;
import dev.serai.gateway.operation.chat.ChatEvent.FinishReason;
import dev.serai.gateway.provider.EndReasons;

/**
 * {@code stop_reason} of messages. Sources, as of November 2026: Anthropic's page on stop
 * reasons; Amazon Bedrock's StopReason and Z.ai's values, for servers that offer other
 * models with this API.
 */
public final class AnthropicStopReasons {

	public static final EndReasons TABLE = EndReasons.table()
		.finish(FinishReason.STOP, "end_turn", "stop_sequence")
		.finish(FinishReason.TOOL_CALLS, "tool_use")
		// A paused turn is an incomplete answer, though not by the caller's limit.
		.finish(FinishReason.LENGTH, "max_tokens", "model_context_window_exceeded", "pause_turn", "compaction")
		.finish(FinishReason.CONTENT_FILTER, "refusal",
				// Bedrock; Z.ai
				"content_filtered", "guardrail_intervened", "sensitive")
		// Bedrock
		.fail(Kind.UNFINISHED, "malformed_model_output", "the model's answer is malformed")
		.fail(Kind.UNFINISHED, "malformed_tool_use", "the model's tool call is malformed")
		// Z.ai
		.fail(Kind.UNFINISHED, "network_error", "the provider's own connection broke")
		.fail(Kind.UNFINISHED, "error", "the provider met an error")
		.fail(Kind.UNFINISHED, "abort", "the provider gave it up")
		.build();

	private AnthropicStopReasons() {
	}

}
