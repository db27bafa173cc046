package dev.serai.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.TokenClass;
import dev.serai.call.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code usage} in its dialects into disjoint classes. The classes of input always
 * add up to the provider's {@code prompt_tokens}: some providers count cached tokens
 * beyond it (xAI's own instructions), or one token as read from and written to a cache.
 */
final class UsageReader {

	/** No call uses so many tokens: a figure above is a defect of the provider. */
	private static final long ABSURD = 1_000_000_000;

	private UsageReader() {
	}

	/** The usage of an answer or a chunk; null when it has none that can be believed. */
	static @Nullable Usage of(JsonNode answer) {
		JsonNode usage = answer.path("usage");
		if (!usage.isObject()) {
			usage = answer.path("x_groq").path("usage");
		}
		if (!usage.isObject()) {
			usage = answer.path("choices").path(0).path("usage");
		}
		return usage.isObject() ? read(usage) : null;
	}

	private static @Nullable Usage read(JsonNode usage) {
		long prompt = count(usage.path("prompt_tokens"));
		long completion = count(usage.path("completion_tokens"));
		boolean silent = !usage.has("prompt_tokens") && !usage.has("completion_tokens");
		if (silent || prompt < 0 || completion < 0) {
			return null;
		}
		Usage.Builder classes = Usage.builder().searches(searches(usage));
		input(usage, prompt, classes);
		output(usage, prompt, completion, classes);
		return classes.build();
	}

	private static void input(JsonNode usage, long prompt, Usage.Builder classes) {
		JsonNode details = usage.path("prompt_tokens_details");
		long cached = Math.min(prompt, cached(usage, details));
		long audio = Math.min(prompt - cached, known(details.path("audio_tokens")));
		long written = Math.min(prompt - cached - audio, known(details.path("cache_write_tokens")));
		classes.add(TokenClass.CACHE_READ, cached)
			.add(TokenClass.AUDIO_INPUT, audio)
			.add(TokenClass.CACHE_WRITE_5M, written)
			.add(TokenClass.INPUT, prompt - cached - audio - written);
	}

	/** OpenAI's place for it, then DeepSeek's, Mistral's and Together's. */
	private static long cached(JsonNode usage, JsonNode details) {
		long cached = known(details.path("cached_tokens"));
		cached = Math.max(cached, known(usage.path("prompt_cache_hit_tokens")));
		cached = Math.max(cached, known(usage.path("num_cached_tokens")));
		return Math.max(cached, known(usage.path("cached_tokens")));
	}

	/**
	 * Reasoning is within {@code completion_tokens} at OpenAI, beside it at xAI, where
	 * the total tells; Google's compatible API names no reasoning, but its total counts
	 * it.
	 */
	private static void output(JsonNode usage, long prompt, long completion, Usage.Builder classes) {
		JsonNode details = usage.path("completion_tokens_details");
		long reasoning = Math.max(known(details.path("reasoning_tokens")), known(usage.path("reasoning_tokens")));
		long beside = known(usage.path("total_tokens")) - prompt - completion;
		long produced = completion;
		if (beside > 0 && (reasoning == 0 || reasoning == beside)) {
			reasoning = beside;
			produced = completion + beside;
		}
		reasoning = Math.min(produced, reasoning);
		long audio = Math.min(produced - reasoning, known(details.path("audio_tokens")));
		classes.add(TokenClass.REASONING, reasoning)
			.add(TokenClass.AUDIO_OUTPUT, audio)
			.add(TokenClass.OUTPUT, produced - reasoning - audio);
	}

	/** Perplexity's, xAI's and OpenRouter's counts. */
	private static long searches(JsonNode usage) {
		long searches = Math.max(known(usage.path("num_search_queries")), known(usage.path("num_sources_used")));
		return Math.max(searches, known(usage.path("server_tool_use").path("web_search_requests")));
	}

	private static long known(JsonNode count) {
		return Math.max(0, count(count));
	}

	/** A count; 0 when absent, -1 when it can't be one. */
	private static long count(JsonNode count) {
		if (count.isMissingNode() || count.isNull()) {
			return 0;
		}
		boolean whole = count.isIntegralNumber() && count.canConvertToLong();
		return (whole && count.longValue() >= 0 && count.longValue() <= ABSURD) ? count.longValue() : -1;
	}

}
