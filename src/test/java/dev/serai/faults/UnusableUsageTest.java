package dev.serai.faults;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.faults.UsageVoice.Content;
import dev.serai.faults.UsageVoice.Figures;
import dev.serai.gateway.cost.TokenEstimate;
import dev.serai.gateway.endpoint.openai.ChatRequestReader;
import dev.serai.platform.json.StrictJson;
import dev.serai.testing.Gateway;
import dev.serai.testing.Operator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Providers whose usage is missing or cannot be right, through the whole program: what is
 * charged, how the price is called, what is marked and what the caller reads.
 */
class UnusableUsageTest {

	/** No figure can be read of these. */
	private static final List<String> NO_FIGURES = List.of("", "null", "{}", "\"many\"", "[]", "7");

	/** These stand where a count should. */
	private static final List<String> NO_COUNTS = List.of("-2250", "\"2250\"", "2250.5", "1e300",
			"99999999999999999999", "2000000000", "true");

	/** So do these, and say that there is none. */
	private static final List<String> NONE = List.of("null", "0", "");

	private static final long PROMPT = 25;

	private final Scene scene = Scene.set();

	static Stream<Arguments> answers() {
		List<Arguments> all = new ArrayList<>();
		for (UsageVoice voice : UsageVoice.values()) {
			for (Content content : Content.values()) {
				if (voice.can(content)) {
					all.add(Arguments.of(voice, content, false));
					all.add(Arguments.of(voice, content, true));
				}
			}
		}
		return all.stream();
	}

	@ParameterizedTest
	@MethodSource("answers")
	void outputWithoutAFigureIsCounted(UsageVoice voice, Content content, boolean stream) {
		Map<String, HttpResponse<String>> missing = new LinkedHashMap<>();
		Map<String, HttpResponse<String>> invalid = new LinkedHashMap<>();
		double before = marked(voice, "output_invalid");
		for (String figure : NONE) {
			missing.put(figure, ask(voice, content, stream, new Figures("25", figure)));
		}
		for (String figure : NO_COUNTS) {
			invalid.put(figure, ask(voice, content, stream, new Figures("25", figure)));
		}
		missing.forEach((figure, answer) -> check(answer, figure, "output_missing", PROMPT, content.tokens(), stream));
		invalid.forEach((figure, answer) -> check(answer, figure, "output_invalid", PROMPT, content.tokens(), stream));
		assertThat(marked(voice, "output_invalid")).isEqualTo(before + NO_COUNTS.size());
	}

	@ParameterizedTest
	@MethodSource("answers")
	void inputWithoutAFigureIsCounted(UsageVoice voice, Content content, boolean stream) {
		Map<String, HttpResponse<String>> answers = new LinkedHashMap<>();
		String output = Long.toString(content.tokens());
		for (String figure : List.of("null", "0", "-1", "\"25\"", "99999999999999999999")) {
			answers.put(figure, ask(voice, content, stream, new Figures(figure, output)));
		}
		answers.forEach((figure, answer) -> check(answer, figure,
				(figure.equals("null") || figure.equals("0")) ? "input_missing" : "input_invalid",
				ownInput(voice, stream), content.tokens(), stream));
	}

	@ParameterizedTest
	@MethodSource("answers")
	void withoutUsageBothAreCounted(UsageVoice voice, Content content, boolean stream) {
		Map<String, HttpResponse<String>> answers = new LinkedHashMap<>();
		for (String usage : NO_FIGURES) {
			voice.at(this.scene).plays((request, wire) -> voice.answer(wire, content, usage, stream));
			answers.put(usage, chat(voice, stream));
		}
		answers.forEach((usage, answer) -> check(answer, usage, "input_missing,output_missing", ownInput(voice, stream),
				content.tokens(), stream));
	}

	/**
	 * What is beyond the limits of the scene's models: a window of 100,000, an output of
	 * 1,000.
	 */
	@ParameterizedTest
	@EnumSource
	void absurdFiguresAreNotBelieved(UsageVoice voice) {
		for (boolean stream : List.of(false, true)) {
			check(ask(voice, Content.WORD, stream, new Figures("25", "50000")), "output", "output_impossible", PROMPT,
					1_000, stream);
			check(ask(voice, Content.WORD, stream, new Figures("500000000", "1")), "input", "input_impossible",
					ownInput(voice, stream), 1, stream);
			check(ask(voice, Content.TEXT, stream, new Figures("25", "1")), "few", "output_mismatch", PROMPT,
					Content.TEXT.tokens(), stream);
			HttpResponse<String> added = ask(voice, Content.WORD, stream, new Figures("50000", "1"));
			Map<String, Object> row = this.scene.attempts(added).getFirst();
			assertThat(row).containsEntry("input_tokens", 50_000L)
				.containsEntry("usage_marks", "input_mismatch")
				.containsEntry("price_status", "estimated");
		}
	}

	@Test
	void whatIsNoCountAmongTheDetailsIsNotPassedOn() {
		String usage = "{\"prompt_tokens\":25,\"completion_tokens\":1,\"total_tokens\":26,"
				+ "\"prompt_tokens_details\":{\"cached_tokens\":-5}}";
		this.scene.alpha.plays((request, wire) -> UsageVoice.OPENAI.answer(wire, Content.WORD, usage, false));
		HttpResponse<String> answer = chat(UsageVoice.OPENAI, false);
		check(answer, "details", "detail_invalid", PROMPT, 1, false);
		assertThat(answer.body()).doesNotContain("-5");
	}

	@ParameterizedTest
	@EnumSource
	void soundUsageIsKnownAndUnmarked(UsageVoice voice) {
		for (boolean stream : List.of(false, true)) {
			HttpResponse<String> answer = ask(voice, Content.TEXT, stream,
					new Figures("25", Long.toString(Content.TEXT.tokens())));
			Map<String, Object> row = this.scene.attempts(answer).getFirst();
			assertThat(row).containsEntry("usage_marks", null)
				.containsEntry("usage_estimated", false)
				.containsEntry("price_status", "known")
				.containsEntry("output_tokens", Content.TEXT.tokens());
		}
	}

	@Test
	void aSoundAnswerKeepsTheProvidersBytes() {
		String body = Said.answer("Hello.").replace("\"total_tokens\":3", "\"total_tokens\":3,\"theirs\":1.50");
		this.scene.alpha.plays((request, wire) -> wire.json(200, body));
		assertThat(chat(UsageVoice.OPENAI, false).body()).isEqualTo(body);
	}

	@Test
	void theApiTellsTheMarks() {
		HttpResponse<String> answer = ask(UsageVoice.OPENAI, Content.TEXT, false, new Figures("25", "-1"));
		JsonNode record = new Operator(this.scene.gateway).recordOf(answer);
		assertThat(record.at("/usage/marks").toString()).isEqualTo("[\"output_invalid\"]");
		assertThat(record.at("/attempts/0/usage/marks").toString()).isEqualTo("[\"output_invalid\"]");
		assertThat(record.at("/attempts/0/usage/estimated").asBoolean()).isTrue();
		assertThat(record.path("priceStatus").asText()).isEqualTo("estimated");
	}

	private HttpResponse<String> ask(UsageVoice voice, Content content, boolean stream, Figures figures) {
		voice.at(this.scene).plays((request, wire) -> voice.answer(wire, content, voice.usage(figures), stream));
		return chat(voice, stream);
	}

	private HttpResponse<String> chat(UsageVoice voice, boolean stream) {
		HttpResponse<String> answer = this.scene.chat(request(voice, stream));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return answer;
	}

	private static String request(UsageVoice voice, boolean stream) {
		return stream ? Said.streamRequestWithUsage(voice.model()) : Said.request(voice.model());
	}

	private static long ownInput(UsageVoice voice, boolean stream) {
		byte[] body = request(voice, stream).getBytes(StandardCharsets.UTF_8);
		return TokenEstimate.counted().of(new ChatRequestReader().read(StrictJson.object(body)));
	}

	private double marked(UsageVoice voice, String mark) {
		Counter counter = this.scene.gateway.part(MeterRegistry.class)
			.find("serai.usage.marks")
			.tags("provider", voice.provider(), "model", voice.model(), "mark", mark)
			.counter();
		return (counter != null) ? counter.count() : 0;
	}

	/**
	 * The ledger, the price and what the caller reads; a token costs a millionth of a
	 * dollar.
	 */
	private void check(HttpResponse<String> answer, String kind, String marks, long input, long output,
			boolean stream) {
		Map<String, Object> attempt = this.scene.attempts(answer).getFirst();
		assertThat(attempt.get("usage_marks")).as(kind).isEqualTo(marks);
		assertThat(attempt.get("price_status")).as(kind).isEqualTo("estimated");
		assertThat(sum(attempt, "input")).as(kind).isEqualTo(input);
		assertThat(sum(attempt, "output") + sum(attempt, "reasoning")).as(kind).isCloseTo(output, atSeams(output));
		long charged = sum(attempt, "output") + sum(attempt, "reasoning");
		BigDecimal cost = BigDecimal.valueOf(input + charged).movePointLeft(6);
		assertThat((BigDecimal) attempt.get("cost_usd")).as(kind).isEqualByComparingTo(cost);
		Map<String, Object> call = this.scene.call(answer);
		assertThat(call.get("usage_marks")).as(kind).isEqualTo(marks);
		assertThat((BigDecimal) call.get("cost_usd")).as(kind).isEqualByComparingTo(cost);
		JsonNode told = stream ? lastUsage(answer) : Gateway.json(answer).path("usage");
		assertThat(told.path("prompt_tokens").isInt()).as(kind + told).isTrue();
		assertThat(told.path("prompt_tokens").asLong()).as(kind).isEqualTo(input);
		assertThat(told.path("completion_tokens").asLong(-1)).as(kind).isEqualTo(charged);
		assertThat(told.path("total_tokens").asLong(-1)).as(kind).isEqualTo(input + charged);
		if (!stream) {
			assertThat(Scene.header(answer, "x-serai-price-status")).isEqualTo("estimated");
			assertThat(Scene.header(answer, "x-serai-cost-usd")).isEqualTo(cost.stripTrailingZeros().toPlainString());
		}
	}

	/** A text in pieces has a token more or less at their seams. */
	private static Offset<Long> atSeams(long output) {
		return Offset.offset(output / 50 + 1);
	}

	private static long sum(Map<String, Object> row, String name) {
		return (Long) row.get(name + "_tokens");
	}

	private static JsonNode lastUsage(HttpResponse<String> answer) {
		List<String> events = Gateway.events(answer.body());
		assertThat(events.getLast()).isEqualTo("[DONE]");
		return Gateway.json(events.get(events.size() - 2)).path("usage");
	}

}
