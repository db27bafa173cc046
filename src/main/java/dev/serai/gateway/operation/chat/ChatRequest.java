package dev.serai.gateway.operation.chat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.operation.Capability;
import dev.serai.gateway.operation.Digest;
import dev.serai.gateway.operation.InputMeter;
import dev.serai.gateway.operation.Modality;
import dev.serai.gateway.operation.Operation;
import dev.serai.gateway.operation.OperationRequest;
import dev.serai.gateway.operation.RequestSize;
import org.jspecify.annotations.Nullable;

/**
 * A chat request.
 *
 * @param model the name that the caller sent: a model, {@code provider/model} or a policy
 * @param messages at least one, oldest first
 * @param tools the tools that the model may call; empty when none
 * @param toolChoice how it may choose among them; null leaves it to the provider
 * @param parallelToolCalls whether one answer may contain several calls; null leaves it
 * to the provider
 * @param format the form of the answer
 * @param sampling how tokens are drawn
 * @param maxOutputTokens the most tokens to generate, reasoning included; null means the
 * provider's own limit
 * @param choices how many answers, 1 or more
 * @param reasoning how much the model may reason; null leaves it to the provider
 * @param stream whether the answer is to be streamed
 * @param includeUsage whether a stream is to end with a chunk of usage
 * @param user the caller's own id of its end user
 * @param extras top-level fields without a neutral meaning, as the caller sent them.
 * Providers of the caller's protocol get them unchanged; for another protocol a field is
 * mapped or refused, and never dropped silently
 */
public record ChatRequest(String model, List<Message> messages, List<Tool> tools, @Nullable ToolChoice toolChoice,
		@Nullable Boolean parallelToolCalls, OutputFormat format, Sampling sampling, @Nullable Integer maxOutputTokens,
		int choices, @Nullable Reasoning reasoning, boolean stream, boolean includeUsage, @Nullable String user,
		Map<String, JsonNode> extras) implements OperationRequest {

	/** The name of OpenAI's format, which most other providers use, too. */
	public static final String OPENAI_FORMAT = "openai-chat";

	/** Fields by which a provider adds input or output that Serai does not see. */
	private static final Set<String> HOSTED = Set.of("web_search_options", "search_parameters", "plugins",
			"prediction");

	@Override
	public Operation operation() {
		return Operation.CHAT;
	}

	@Override
	public ChatRequest withMaxOutputTokens(int most) {
		return new ChatRequest(this.model, this.messages, this.tools, this.toolChoice, this.parallelToolCalls,
				this.format, this.sampling, most, this.choices, this.reasoning, this.stream, this.includeUsage,
				this.user, this.extras);
	}

	/** Returns the request with other messages. */
	public ChatRequest withMessages(List<Message> others) {
		return new ChatRequest(this.model, others, this.tools, this.toolChoice, this.parallelToolCalls, this.format,
				this.sampling, this.maxOutputTokens, this.choices, this.reasoning, this.stream, this.includeUsage,
				this.user, this.extras);
	}

	/** Returns the request with other fields without a neutral meaning. */
	public ChatRequest withExtras(Map<String, JsonNode> others) {
		return new ChatRequest(this.model, this.messages, this.tools, this.toolChoice, this.parallelToolCalls,
				this.format, this.sampling, this.maxOutputTokens, this.choices, this.reasoning, this.stream,
				this.includeUsage, this.user, others);
	}

	/** Returns the request with other tools and another form of the answer. */
	public ChatRequest withSchemas(List<Tool> others, OutputFormat form) {
		return new ChatRequest(this.model, this.messages, others, this.toolChoice, this.parallelToolCalls, form,
				this.sampling, this.maxOutputTokens, this.choices, this.reasoning, this.stream, this.includeUsage,
				this.user, this.extras);
	}

	@Override
	public @Nullable String serviceTier() {
		JsonNode tier = this.extras.get("service_tier");
		return (tier != null && tier.isTextual()) ? tier.textValue() : null;
	}

	@Override
	public boolean usesHostedTools() {
		return !Collections.disjoint(this.extras.keySet(), HOSTED);
	}

	@Override
	public Map<Modality, Integer> inputs() {
		return ChatInput.pieces(this.messages);
	}

	@Override
	public int unknownInputs() {
		return ChatInput.unknownParts(this.extras.keySet());
	}

	@Override
	public boolean mayAnswerInMedia() {
		return this.extras.containsKey("modalities");
	}

	@Override
	public Set<Capability> demands() {
		return ChatInput.demands(this);
	}

	@Override
	public RequestSize size() {
		List<JsonNode> schemas = new ArrayList<>();
		for (Tool tool : this.tools) {
			if (tool.parameters() != null) {
				schemas.add(tool.parameters());
			}
		}
		if (this.format instanceof OutputFormat.JsonSchema answer) {
			schemas.add(answer.schema());
		}
		return new RequestSize(this.messages.size(), this.tools.size(), schemas);
	}

	@Override
	public void measure(InputMeter meter) {
		ChatInput.measure(this, meter);
	}

	@Override
	public void textsOfUsersAndTools(Consumer<String> reader) {
		ChatInput.textsOfUsersAndTools(this, reader);
	}

	@Override
	public void identify(Digest key) {
		ChatIdentity.of(this, key);
	}

	/**
	 * A tool that the model may call.
	 *
	 * @param parameters a JSON schema; null when the tool takes none
	 * @param strict whether the arguments must fit the schema; null leaves it to the
	 * provider
	 */
	public record Tool(String name, @Nullable String description, @Nullable JsonNode parameters,
			@Nullable Boolean strict) {
	}

	/** How the model may choose among the tools. */
	public sealed interface ToolChoice {

		/** The model decides. */
		record Auto() implements ToolChoice {
		}

		/** No tool may be called. */
		record None() implements ToolChoice {
		}

		/** At least one tool must be called. */
		record Required() implements ToolChoice {
		}

		/** This tool must be called. */
		record Named(String name) implements ToolChoice {
		}

	}

	/** The form of the answer. */
	public sealed interface OutputFormat {

		/** Plain text. */
		record Text() implements OutputFormat {
		}

		/** Some JSON object. */
		record JsonObject() implements OutputFormat {
		}

		/** JSON that fits a schema. */
		record JsonSchema(String name, @Nullable String description, JsonNode schema,
				@Nullable Boolean strict) implements OutputFormat {
		}

	}

	/**
	 * How tokens are drawn. Null or empty leaves it to the provider.
	 *
	 * @param temperature 0 to 2
	 * @param topP 0 to 1
	 * @param seed for repeatable answers
	 * @param stop texts that end the answer
	 * @param presencePenalty -2 to 2
	 * @param frequencyPenalty -2 to 2
	 */
	public record Sampling(@Nullable Double temperature, @Nullable Double topP, @Nullable Long seed, List<String> stop,
			@Nullable Double presencePenalty, @Nullable Double frequencyPenalty) {
	}

	/**
	 * How much the model may reason.
	 *
	 * @param effort none, minimal, low, medium, high or xhigh; null when only a budget is
	 * given
	 * @param budgetTokens the most tokens to spend on it; null when only an effort is
	 * given
	 */
	public record Reasoning(@Nullable String effort, @Nullable Integer budgetTokens) {
	}

}
