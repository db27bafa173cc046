package dev.serai.provider.anthropic;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.call.TokenClass;
import dev.serai.call.Usage;
import dev.serai.call.UsageMark;
import dev.serai.provider.UsageFigures;

/**
 * The usage of one answer. A stream tells it twice: the later figures are totals, so that
 * they take the place of the earlier ones, and what they leave out stays as it was.
 */
final class AnthropicUsage {

	private final ObjectNode told = JsonNodeFactory.instance.objectNode();

	void told(JsonNode usage) {
		usage.properties().forEach(field -> {
			if (!field.getValue().isNull()) {
				this.told.set(field.getKey(), field.getValue());
			}
		});
	}

	/** What is known by now; empty when the provider said nothing. */
	Optional<Usage> usage() {
		return this.told.isEmpty() ? Optional.empty() : Optional.of(inClasses());
	}

	private Usage inClasses() {
		UsageFigures figures = new UsageFigures();
		long output = figures.output(this.told.path("output_tokens"));
		if (output == 0 && !figures.has(UsageMark.OUTPUT_INVALID)) {
			figures.mark(UsageMark.OUTPUT_MISSING);
		}
		long thinking = Math.min(output,
				figures.detail(this.told.path("output_tokens_details").path("thinking_tokens")));
		JsonNode split = this.told.path("cache_creation");
		long hour = figures.detail(split.path("ephemeral_1h_input_tokens"));
		// With server tools the split was seen to stay at zero while the total grew.
		long fiveMinutes = Math.max(figures.detail(split.path("ephemeral_5m_input_tokens")),
				figures.input(this.told.path("cache_creation_input_tokens")) - hour);
		return figures.marked(Usage.builder()
			.add(TokenClass.INPUT, figures.input(this.told.path("input_tokens")))
			.add(TokenClass.CACHE_READ, figures.input(this.told.path("cache_read_input_tokens")))
			.add(TokenClass.CACHE_WRITE_5M, fiveMinutes)
			.add(TokenClass.CACHE_WRITE_1H, hour)
			.add(TokenClass.OUTPUT, output - thinking)
			.add(TokenClass.REASONING, thinking)
			.searches(figures.searches(this.told.path("server_tool_use").path("web_search_requests")))
			.build());
	}

}
