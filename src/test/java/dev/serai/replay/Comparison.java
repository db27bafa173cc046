package dev.serai.replay;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.replay.Expectation.Problem;
import dev.serai.replay.Said.Choice;
import dev.serai.replay.Said.ToolCall;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds what a caller heard against what the provider said. */
final class Comparison {

	private static final int READ_AT_ONCE = 16 * 1024;

	private final Recording recording;

	private final Expectation expected;

	private final Heard heard;

	private final boolean includeUsage;

	Comparison(Recording recording, Expectation expected, Heard heard, boolean includeUsage) {
		this.recording = recording;
		this.expected = expected;
		this.heard = heard;
		this.includeUsage = includeUsage;
	}

	void check() {
		assertThat(this.heard.header("x-request-id")).isNotEmpty();
		Problem error = this.expected.error();
		if (error == null) {
			assertThat(this.heard.status()).as(this.heard.body()).isEqualTo(200);
			assertThat(this.heard.error().isMissingNode()).as(this.heard.body()).isTrue();
			said();
			end();
			usage();
		}
		else if (hasBegun()) {
			assertThat(this.heard.status()).isEqualTo(200);
			said();
			assertThat(this.heard.data()).doesNotContain("[DONE]");
			error(error);
		}
		else {
			assertThat(this.heard.status()).as(this.heard.body()).isEqualTo(error.status());
			assertThat(this.heard.data()).isEmpty();
			error(error);
			retryAfter(error);
		}
	}

	/**
	 * A short answer may have been read together with its error, before anything was
	 * passed on. Then it is as if nothing had been said.
	 */
	private boolean hasBegun() {
		boolean mayBeReadAtOnce = this.recording.bytes().length < READ_AT_ONCE;
		return this.expected.saysSomething() && (this.heard.status() == 200 || !mayBeReadAtOnce);
	}

	private void said() {
		Map<Integer, Choice> told = this.expected.choices();
		Map<Integer, Choice> understood = new TreeMap<>();
		this.heard.choices().forEach((index, choice) -> understood.put(index, withIdsOf(told.get(index), choice)));
		assertThat(understood).isEqualTo(told);
		assertThat(this.heard.roles().values()).allMatch(role -> role.isEmpty() || role.equals("assistant"));
	}

	/**
	 * Where the provider gives no id, there must be one of our own, and no two the same.
	 */
	private static Choice withIdsOf(Choice told, Choice choice) {
		assertThat(choice.calls()).extracting(ToolCall::id).doesNotHaveDuplicates().doesNotContain("");
		if (told == null || told.calls().size() != choice.calls().size()) {
			return choice;
		}
		List<ToolCall> calls = new ArrayList<>();
		for (int i = 0; i < choice.calls().size(); i++) {
			ToolCall call = choice.calls().get(i);
			String id = told.calls().get(i).id().isEmpty() ? "" : call.id();
			calls.add(new ToolCall(id, call.name(), call.arguments(), call.seal()));
		}
		return new Choice(choice.text(), choice.reasoning(), choice.refusal(), calls, choice.seals(), choice.finish());
	}

	private void end() {
		if (this.recording.stream()) {
			assertThat(this.heard.data()).endsWith("[DONE]");
			assertThat(Collections.frequency(this.heard.data(), "[DONE]")).isEqualTo(1);
		}
		else {
			assertThat(this.heard.data()).isEmpty();
		}
	}

	private void usage() {
		if (!this.recording.stream()) {
			wholeUsage();
		}
		else if (this.includeUsage) {
			List<String> data = this.heard.data();
			JsonNode last = Recording.json(data.get(data.size() - 2));
			assertThat(last.path("choices").isEmpty()).as("usage comes last").isTrue();
			assertThat(last.path("usage").isObject()).isTrue();
			Tokens tokens = this.expected.tokens();
			if (tokens != null) {
				normalised(tokens, last.path("usage"));
				assertThat(new BigDecimal(last.at("/serai/cost_usd").asText())).isEqualByComparingTo(tokens.cost());
			}
		}
		else {
			assertThat(this.heard.data().stream().filter(one -> !one.equals("[DONE]")).map(Recording::json))
				.as("usage that was not asked for")
				.noneMatch(chunk -> chunk.path("choices").isEmpty() && chunk.path("usage").isObject());
		}
	}

	private void wholeUsage() {
		Tokens tokens = this.expected.tokens();
		if (this.recording.protocol().equals("openai")) {
			// The provider's own answer, and so its own figures.
			Kept.assertKept(this.recording.parts().getFirst(), Recording.json(this.heard.body()));
		}
		else if (tokens != null) {
			normalised(tokens, this.heard.usage());
		}
		if (tokens != null) {
			assertThat(this.heard.header("x-serai-price-status")).isEqualTo(this.expected.priceStatus());
			assertThat(new BigDecimal(this.heard.header("x-serai-cost-usd"))).isEqualByComparingTo(tokens.cost());
		}
	}

	/** OpenAI's way to count: sums that include their parts. */
	private static void normalised(Tokens tokens, JsonNode usage) {
		assertThat(usage.path("prompt_tokens").asLong()).isEqualTo(tokens.prompt());
		assertThat(usage.path("completion_tokens").asLong()).isEqualTo(tokens.completion());
		assertThat(usage.path("total_tokens").asLong()).isEqualTo(tokens.prompt() + tokens.completion());
		assertThat(usage.at("/prompt_tokens_details/cached_tokens").asLong()).isEqualTo(tokens.cacheRead());
		assertThat(usage.at("/prompt_tokens_details/audio_tokens").asLong()).isEqualTo(tokens.audioInput());
		assertThat(usage.at("/completion_tokens_details/reasoning_tokens").asLong()).isEqualTo(tokens.reasoning());
	}

	private void error(Problem problem) {
		JsonNode error = this.heard.error();
		assertThat(error.isObject()).as(this.heard.body()).isTrue();
		assertThat(error.properties().stream().map(Map.Entry::getKey)).contains("message", "type", "param", "code");
		assertThat(error.path("message").asText()).isNotBlank();
		assertThat(error.path("type").asText()).isNotBlank();
		if (problem.shown()) {
			assertThat(error.path("message").asText()).contains(problem.message());
		}
		else {
			assertThat(this.heard.body()).doesNotContain(problem.message());
		}
	}

	private void retryAfter(Problem problem) {
		if (problem.status() != 429) {
			return;
		}
		// Some of the wait may have passed by now.
		assertThat(Long.parseLong(this.heard.header("retry-after"))).isBetween(Math.max(1L, problem.retryAfter() - 2),
				Math.max(60L, problem.retryAfter()));
	}

}
