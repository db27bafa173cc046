package dev.serai.replay;

import java.math.BigDecimal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.replay.Said.Choice;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds what a caller heard against what a person wrote beside one of our own fixtures.
 */
final class HandWritten {

	private final JsonNode expect;

	private final Heard heard;

	private HandWritten(JsonNode expect, Heard heard) {
		this.expect = expect;
		this.heard = heard;
	}

	static void check(Recording fixture, Heard heard, boolean includeUsage) {
		HandWritten written = new HandWritten(fixture.expect(), heard);
		assertThat(heard.status()).as(heard.body()).isEqualTo(fixture.expect().path("status").asInt(200));
		if (fixture.expect().has("text")) {
			written.said(heard.choices().get(0));
		}
		if (fixture.expect().has("status")) {
			written.error();
		}
		else if (includeUsage || !fixture.stream()) {
			written.used(fixture.stream());
		}
	}

	private void said(Choice choice) {
		assertThat(choice.text()).isEqualTo(this.expect.path("text").asText());
		assertThat(choice.reasoning()).isEqualTo(this.expect.path("reasoning").asText(""));
		assertThat(choice.finish()).isEqualTo(this.expect.path("finish").asText(""));
		assertThat(choice.seals()).map(Recording.JSON.getNodeFactory()::textNode)
			.map(JsonNode.class::cast)
			.containsExactlyElementsOf(this.expect.path("seals"));
		assertThat(choice.calls()).hasSize(this.expect.path("calls").size());
		for (int i = 0; i < choice.calls().size(); i++) {
			JsonNode call = this.expect.path("calls").path(i);
			assertThat(choice.calls().get(i).name()).isEqualTo(call.path("name").asText());
			assertThat(choice.calls().get(i).arguments()).isEqualTo(call.path("arguments"));
			assertThat(choice.calls().get(i).seal()).isEqualTo(call.path("seal").asText(""));
			if (call.has("id")) {
				assertThat(choice.calls().get(i).id()).isEqualTo(call.path("id").asText());
			}
		}
	}

	private void error() {
		JsonNode error = this.heard.error();
		assertThat(error.path("code").asText()).isEqualTo(this.expect.path("code").asText());
		assertThat(error.path("param").asText("")).isEqualTo(this.expect.path("param").asText(""));
		assertThat(error.path("message").asText()).contains(this.expect.path("message").asText(""));
		if (this.expect.has("hidden")) {
			assertThat(this.heard.body()).doesNotContain(this.expect.path("hidden").asText());
		}
		assertThat(this.heard.data()).doesNotContain("[DONE]");
	}

	private void used(boolean stream) {
		JsonNode usage = this.heard.usage();
		assertThat(usage.path("prompt_tokens").asInt()).isEqualTo(this.expect.path("prompt").asInt());
		assertThat(usage.path("completion_tokens").asInt()).isEqualTo(this.expect.path("completion").asInt());
		assertThat(usage.at("/prompt_tokens_details/cached_tokens").asInt())
			.isEqualTo(this.expect.path("cached").asInt());
		assertThat(usage.at("/completion_tokens_details/reasoning_tokens").asInt())
			.isEqualTo(this.expect.path("reasoningTokens").asInt());
		String cost = stream ? this.heard.serai().path("cost_usd").asText() : this.heard.header("x-serai-cost-usd");
		assertThat(new BigDecimal(cost)).isEqualByComparingTo(this.expect.path("costUsd").asText());
	}

}
