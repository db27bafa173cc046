package dev.serai.gateway.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.UsageMark;
import dev.serai.gateway.provider.UsageFigures;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code usage} of all dialects into disjoint classes. The classes of input always
 * add up to the provider's {@code prompt_tokens}: some providers count cached tokens in
 * addition to it (xAI's own instructions), or one token as both read from and written to
 * a cache. One per usage object.
 */
final class UsageReader {

	private final JsonNode usage;

	private final UsageFigures figures = new UsageFigures();

	private final Usage.Builder classes = Usage.builder();

	private UsageReader(JsonNode usage) {
		this.usage = usage;
	}

	/**
	 * Returns the usage; null when the object contains no tokens. A figure that is not a
	 * count is ignored and leaves a mark.
	 */
	static @Nullable Usage read(JsonNode usage) {
		boolean told = usage.has("prompt_tokens") || usage.has("completion_tokens");
		return told ? new UsageReader(usage).read() : null;
	}

	private Usage read() {
		long prompt = this.figures.input(this.usage.path("prompt_tokens"));
		long completion = this.figures.output(this.usage.path("completion_tokens"));
		long total = this.figures.detail(this.usage.path("total_tokens"));
		boolean sound = !this.figures.has(UsageMark.INPUT_INVALID) && !this.figures.has(UsageMark.OUTPUT_INVALID);
		input(prompt);
		output(completion, sound ? total - prompt - completion : 0);
		return this.figures.marked(this.classes.searches(searches()).build());
	}

	private void input(long prompt) {
		JsonNode details = this.usage.path("prompt_tokens_details");
		long cached = Math.min(prompt, cached(details));
		long audio = Math.min(prompt - cached, this.figures.detail(details.path("audio_tokens")));
		long written = Math.min(prompt - cached - audio, this.figures.detail(details.path("cache_write_tokens")));
		this.classes.add(TokenClass.CACHE_READ, cached)
			.add(TokenClass.AUDIO_INPUT, audio)
			.add(TokenClass.CACHE_WRITE_5M, written)
			.add(TokenClass.INPUT, prompt - cached - audio - written);
	}

	/** OpenAI's field, then DeepSeek's, Mistral's and Together's. */
	private long cached(JsonNode details) {
		long cached = this.figures.detail(details.path("cached_tokens"));
		cached = Math.max(cached, this.figures.detail(this.usage.path("prompt_cache_hit_tokens")));
		cached = Math.max(cached, this.figures.detail(this.usage.path("num_cached_tokens")));
		return Math.max(cached, this.figures.detail(this.usage.path("cached_tokens")));
	}

	/**
	 * Reasoning is part of {@code completion_tokens} at OpenAI, and in addition to it at
	 * xAI, where the total shows it; Google's compatible API reports no reasoning, but
	 * its total includes it.
	 * @param beside by how much the total exceeds prompt and completion
	 */
	private void output(long completion, long beside) {
		JsonNode details = this.usage.path("completion_tokens_details");
		long reasoning = Math.max(this.figures.detail(details.path("reasoning_tokens")),
				this.figures.detail(this.usage.path("reasoning_tokens")));
		long produced = completion;
		if (beside > 0 && (reasoning == 0 || reasoning == beside)) {
			// Without a completion the surplus may be any kind of output.
			reasoning = (completion > 0) ? beside : reasoning;
			produced = completion + beside;
		}
		if (completion == 0 && produced > 0) {
			this.figures.mark(UsageMark.OUTPUT_MISSING);
		}
		reasoning = Math.min(produced, reasoning);
		long audio = Math.min(produced - reasoning, this.figures.detail(details.path("audio_tokens")));
		this.classes.add(TokenClass.REASONING, reasoning)
			.add(TokenClass.AUDIO_OUTPUT, audio)
			.add(TokenClass.OUTPUT, produced - reasoning - audio);
	}

	/** The fields of Perplexity, xAI and OpenRouter. */
	private long searches() {
		long searches = Math.max(this.figures.searches(this.usage.path("num_search_queries")),
				this.figures.searches(this.usage.path("num_sources_used")));
		return Math.max(searches,
				this.figures.searches(this.usage.path("server_tool_use").path("web_search_requests")));
	}

}
