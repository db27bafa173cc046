package dev.serai.gateway.provider.anthropic;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.UsageMark;
import dev.serai.gateway.provider.UsageFigures;
import dev.serai.gateway.provider.UsageMerger;
import org.jspecify.annotations.Nullable;

/**
 * The usage of one answer. A stream reports it at least twice, each time as totals so
 * far.
 *
 * <p>
 * Cache writes are reported as a total, and split by lifetime only in some objects: with
 * server tools the total grows after the split was reported. The rest of the total that
 * the split does not cover has the only lifetime that the request uses. Where it uses
 * both, the rest is priced at the more expensive lifetime, one hour, and the figures are
 * an estimate. Where it uses none, the rest is of five minutes, Anthropic's default.
 */
final class AnthropicUsage {

	private final UsageMerger merger = new UsageMerger();

	private final CacheLifetimes asked;

	AnthropicUsage(CacheLifetimes asked) {
		this.asked = asked;
	}

	void told(JsonNode usage) {
		this.merger.add(usage);
	}

	/** Returns the usage so far; empty when the provider reported none. */
	Optional<Usage> usage() {
		if (this.merger.isEmpty()) {
			return Optional.empty();
		}
		Usage usage = inClasses();
		return Optional.of(this.merger.shrank() ? usage.marked(UsageMark.SHRUNK) : usage);
	}

	/**
	 * Returns the service tier as the catalog names it; null when the provider reported
	 * none.
	 */
	@Nullable String tier() {
		return AnthropicTiers.served(this.merger.figures());
	}

	private Usage inClasses() {
		JsonNode told = this.merger.figures();
		UsageFigures figures = new UsageFigures();
		long output = figures.output(told.path("output_tokens"));
		long thinking = Math.min(output, figures.detail(told.path("output_tokens_details").path("thinking_tokens")));
		Usage.Builder usage = Usage.builder()
			.add(TokenClass.INPUT, figures.input(told.path("input_tokens")))
			.add(TokenClass.CACHE_READ, figures.input(told.path("cache_read_input_tokens")))
			.add(TokenClass.OUTPUT, output - thinking)
			.add(TokenClass.REASONING, thinking)
			.searches(figures.searches(told.path("server_tool_use").path("web_search_requests")));
		cacheWrites(told, figures, usage);
		return figures.marked(usage.build());
	}

	private void cacheWrites(JsonNode told, UsageFigures figures, Usage.Builder usage) {
		JsonNode split = told.path("cache_creation");
		long fiveMinutes = figures.detail(split.path("ephemeral_5m_input_tokens"));
		long hour = figures.detail(split.path("ephemeral_1h_input_tokens"));
		long total = figures.input(told.path("cache_creation_input_tokens"));
		long unexplained = Math.max(0, total - fiveMinutes - hour);
		usage.add(TokenClass.CACHE_WRITE_5M, fiveMinutes)
			.add(TokenClass.CACHE_WRITE_1H, hour)
			.add(this.asked.hour() ? TokenClass.CACHE_WRITE_1H : TokenClass.CACHE_WRITE_5M, unexplained);
		if (unexplained > 0 && this.asked.hour() && this.asked.fiveMinutes()) {
			usage.estimated();
		}
	}

}
