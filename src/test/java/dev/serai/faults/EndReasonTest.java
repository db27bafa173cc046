package dev.serai.faults;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import dev.serai.gateway.provider.EndReason;
import dev.serai.testing.Alone;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * R05: an answer has ended when its protocol's table says that the provider's word for it
 * is an end. Every other word is a failure, and never {@code stop}.
 */
@Alone
class EndReasonTest {

	/** Words that are in no table, or that some protocols have and others have not. */
	private static final List<String> UNKNOWN = List.of("cancelled_by_server", "stopped", "done", "finished", "ok",
			"stop!", "STOP_SEQUENCES", "<b>stop</b>", "stop\\u0000", "0", "x".repeat(500));

	private Scene scene;

	@BeforeEach
	void set() {
		this.scene = Scene.set();
		this.scene.beta.plays(Said.answering("From beta."));
		this.scene.gamma.plays(Said.answering("From gamma."));
	}

	static Stream<Arguments> ends() {
		return rows(EndReason.Finished.class);
	}

	static Stream<Arguments> failures() {
		return Stream.concat(rows(EndReason.Failed.class),
				Arrays.stream(Speaker.values())
					.flatMap(speaker -> UNKNOWN.stream()
						.map(word -> argumentSet(speaker + " " + word, speaker, word, speaker.table.of(word)))));
	}

	private static Stream<Arguments> rows(Class<? extends EndReason> kind) {
		return Arrays.stream(Speaker.values())
			.flatMap(speaker -> speaker.table.rows()
				.entrySet()
				.stream()
				.filter(row -> kind.isInstance(row.getValue()))
				.map(row -> argumentSet(speaker + " " + row.getKey(), speaker, speaker.spelled(row.getKey()),
						row.getValue())));
	}

	@ParameterizedTest
	@MethodSource("ends")
	void anEndReachesTheCallerInOpenAisWord(Speaker speaker, String word, EndReason.Finished end) {
		speaker.in(this.scene).plays(speaker.ending("Hi.", word));
		HttpResponse<String> whole = this.scene.patient(Said.request(speaker.alone));
		assertThat(whole.statusCode()).as(whole.body()).isEqualTo(200);
		assertThat(Gateway.json(whole).at("/choices/0/finish_reason").asText()).isEqualTo(end.reason().wireName());
		Scene.Heard stream = this.scene.heard(Said.streamRequest(speaker.alone));
		List<String> events = Gateway.events(stream.text());
		assertThat(events).as(() -> told(stream)).last().isEqualTo("[DONE]");
		assertThat(events.stream()
			.filter(event -> event.startsWith("{"))
			.map(event -> Gateway.json(event).at("/choices/0/finish_reason").asText("null"))
			.filter(reason -> !reason.equals("null"))).containsExactly(end.reason().wireName());
	}

	@ParameterizedTest
	@MethodSource("failures")
	void anotherReasonIsAFailure(Speaker speaker, String word, EndReason.Failed failure) {
		speaker.in(this.scene).plays(speaker.ending("Hi.", word));
		HttpResponse<String> other = this.scene.patient(Said.request(speaker.first));
		assertThat(other.body()).isEqualTo(Said.answer("From beta."));

		Scene.Heard stream = this.scene.heard(Said.streamRequest(speaker.alone));
		List<String> events = Gateway.events(stream.text());
		assertThat(events).as(() -> told(stream)).first().asString().contains("Hi.");
		assertThat(Gateway.json(events.getLast()).at("/error/type").asText()).isIn("upstream_error",
				"service_unavailable");
		assertThat(events).noneMatch(event -> event.contains("finish_reason\":\"")).doesNotContain("[DONE]");

		HttpResponse<String> whole = this.scene.patient(Said.request(speaker.alone));
		assertThat(whole.statusCode()).as(whole.body()).isIn(502, 503);
		assertThat(whole.body()).doesNotContain("<b>", "x".repeat(100));

		speaker.in(this.scene).plays(speaker.ending("", word));
		assertThat(Gateway.events(this.scene.heard(Said.streamRequest(speaker.first)).text()).getFirst())
			.contains("From beta.");
	}

	@ParameterizedTest
	@EnumSource
	void theCallerAndTheRecordLearnTheWord(Speaker speaker) {
		speaker.in(this.scene).plays(speaker.ending("Hi.", "network_broke"));
		HttpResponse<String> whole = this.scene.patient(Said.request(speaker.alone));
		assertThat(whole.statusCode()).isEqualTo(502);
		assertThat(Scene.error(whole)).isEqualTo("upstream_error");
		assertThat(Gateway.json(whole).at("/error/message").asText()).contains("\"network_broke\"");
		assertThat(Scene.header(whole, "x-should-retry")).isEqualTo("false");
		assertThat(this.scene.call(whole)).containsEntry("outcome", "failed");
		assertThat(this.scene.attempts(whole).getFirst()).containsEntry("failure_kind", "unfinished")
			.satisfies(attempt -> assertThat(attempt.get("failure").toString()).contains("\"network_broke\""));

		Scene.Heard stream = this.scene.heard(Said.streamRequest(speaker.alone));
		assertThat(stream.text()).contains("\\\"network_broke\\\"").contains("\"code\":\"upstream_error\"");
		assertThat(this.scene.call(stream.id())).containsEntry("outcome", "truncated");
	}

	@ParameterizedTest
	@EnumSource
	void whatAFailedAnswerUsedIsPriced(Speaker speaker) {
		speaker.in(this.scene).plays(speaker.ending("Hi.", "abort"));
		HttpResponse<String> whole = this.scene.patient(Said.request(speaker.first));
		assertThat(this.scene.attempts(whole).getFirst().get("cost_usd")).hasToString(Said.COST);
		Scene.Heard stream = this.scene.heard(Said.streamRequest(speaker.alone));
		assertThat(new BigDecimal(this.scene.call(stream.id()).get("cost_usd").toString())).as(() -> told(stream))
			.isGreaterThanOrEqualTo(new BigDecimal(Said.COST));
	}

	/** What a silent provider is given is 3 s. */
	@ParameterizedTest
	@EnumSource
	void aFailedStreamThatStaysOpenIsNotWaitedForLikeASilentOne(Speaker speaker) {
		speaker.in(this.scene).plays(stayingOpen(speaker, "Hi."));
		long start = System.nanoTime();
		Scene.Heard stream = this.scene.heard(Said.streamRequest(speaker.alone));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2500));
		assertThat(stream.text()).contains("Hi.", "\\\"network_broke\\\"").contains("\"code\":\"upstream_error\"");
		assertThat(this.scene.attempts(stream.id())).singleElement()
			.satisfies(attempt -> assertThat(attempt).containsEntry("failure_kind", "unfinished")
				.containsEntry("outcome", "truncated"))
			.satisfies(attempt -> assertThat(new BigDecimal(attempt.get("cost_usd").toString())).isPositive());
	}

	@Test
	void aStreamThatFailsBeforeItsContentAndStaysOpenIsTriedElsewhere() {
		this.scene.alpha.plays(stayingOpen(Speaker.OPENAI, ""));
		long start = System.nanoTime();
		Scene.Heard stream = this.scene.heard(Said.streamRequest("dual"));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2500));
		assertThat(stream.text()).contains("From beta.", "[DONE]");
		assertThat(this.scene.attempts(stream.id()).getFirst()).containsEntry("failure_kind", "unfinished");
	}

	/** Says why it ends, and then nothing more. */
	private static FakeProvider.Script stayingOpen(Speaker speaker, String content) {
		return (request, wire) -> {
			wire.stream();
			for (String event : speaker.stream(content, "network_broke").toList()) {
				wire.event(event);
				if (event.contains("network_broke")) {
					break;
				}
			}
			wire.awaitClose(Duration.ofSeconds(10));
		};
	}

	/** A stream, and how its attempts ended. */
	private String told(Scene.Heard stream) {
		return stream + ", attempts: " + this.scene.attempts(stream.id());
	}

	@Test
	void oneChoiceThatFailsFailsTheAnswer() {
		String answer = Said.answer("One")
			.replace("\"choices\":[",
					"\"choices\":[{\"index\":1,\"message\":{\"role\":\"assistant\",\"content\":\"Two\"},"
							+ "\"finish_reason\":\"abort\"},");
		this.scene.alpha.plays((request, wire) -> {
			if (Speaker.isStream(request)) {
				Speaker.send(wire, Said.piece("One"), Said.piece("Two").replace("\"index\":0", "\"index\":1"),
						Said.finish().replace("\"index\":0", "\"index\":1").replace("stop", "abort"), Said.finish(),
						"[DONE]");
			}
			else {
				wire.json(200, answer);
			}
		});
		assertThat(this.scene.patient(Said.request("dual")).body()).isEqualTo(Said.answer("From beta."));
		assertThat(this.scene.heard(Said.streamRequest("alone")).text()).contains("\"error\":{")
			.doesNotContain("[DONE]", "abort\"}", "\"finish_reason\":\"stop\"");
	}

	@Test
	void OpenRoutersOriginalWordDecidesWhereItsOwnHidesAFailure() {
		this.scene.alpha.plays((request, wire) -> wire.json(200, Said.answer("Half")
			.replace("\"finish_reason\"", "\"native_finish_reason\":\"abort\",\"finish_reason\"")));
		assertThat(this.scene.patient(Said.request("dual")).body()).isEqualTo(Said.answer("From beta."));
	}

	/** What is written about the tables is what they say. */
	@ParameterizedTest
	@EnumSource
	void theDocumentationNamesEveryWord(Speaker speaker) throws IOException {
		String page = Files.readString(Path.of("docs/reliability.md"));
		assertThat(speaker.table.rows().keySet()).allSatisfy(word -> assertThat(page).contains("`" + word + "`"));
	}

}
