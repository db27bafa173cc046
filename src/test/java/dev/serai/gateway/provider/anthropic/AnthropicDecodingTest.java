package dev.serai.gateway.provider.anthropic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.ProviderFailure.Kind;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatEvent.FinishReason;
import dev.serai.gateway.provider.StreamDecoder;
import dev.serai.gateway.provider.StreamEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AnthropicDecodingTest {

	private static final String START = """
			{"type":"message_start","message":{"id":"m1","model":"c","usage":{"input_tokens":7,"output_tokens":1}}}""";

	private static final String STOP = "{\"type\":\"message_stop\"   }";

	private final AnthropicChat protocol = new AnthropicChat();

	@Test
	void wholeAnswerBecomesEventsInOrder() {
		String body = """
				{"id":"m1","type":"message","model":"c","content":[
				 {"type":"thinking","thinking":"hm","signature":"s"},
				 {"type":"redacted_thinking","data":"enc"},
				 {"type":"text","text":"so"},
				 {"type":"server_tool_use","id":"x","name":"web_search","input":{"q":1}},
				 {"type":"tool_use","id":"a","name":"f","input":{"n":1.50}},
				 {"type":"tool_use","id":"b","name":"g","input":{}}],
				 "stop_reason":"tool_use","usage":{"input_tokens":3,"cache_read_input_tokens":4,
				 "cache_creation_input_tokens":9,"cache_creation":{"ephemeral_1h_input_tokens":4,
				 "ephemeral_5m_input_tokens":5},"output_tokens":20,"output_tokens_details":{"thinking_tokens":8},
				 "server_tool_use":{"web_search_requests":2}}}""";
		Usage usage = Usage.builder()
			.add(TokenClass.INPUT, 3)
			.add(TokenClass.CACHE_READ, 4)
			.add(TokenClass.CACHE_WRITE_5M, 5)
			.add(TokenClass.CACHE_WRITE_1H, 4)
			.add(TokenClass.OUTPUT, 12)
			.add(TokenClass.REASONING, 8)
			.searches(2)
			.build();
		assertThat(decode(body)).containsExactly(new ChatEvent.Started("m1", "c"),
				new ChatEvent.ReasoningText(0, 0, "hm"),
				new ChatEvent.ReasoningSignature(0, 0, "s", "anthropic-claude-v1"),
				new ChatEvent.ReasoningEncrypted(0, 1, "enc", "anthropic-claude-v1"), new ChatEvent.Text(0, "so"),
				new ChatEvent.OtherContent(0, "web_search{\"q\":1}"),
				new ChatEvent.ToolCallStarted(0, 0, "a", "f", null),
				new ChatEvent.ToolCallArguments(0, 0, "{\"n\":1.50}"),
				new ChatEvent.ToolCallStarted(0, 1, "b", "g", null), new ChatEvent.ToolCallArguments(0, 1, "{}"),
				new ChatEvent.Finished(0, FinishReason.TOOL_CALLS), new ChatEvent.Used(usage));
	}

	@ParameterizedTest
	@CsvSource({ "end_turn,STOP", "stop_sequence,STOP", "max_tokens,LENGTH", "tool_use,TOOL_CALLS",
			"refusal,CONTENT_FILTER", "pause_turn,LENGTH", "model_context_window_exceeded,LENGTH",
			"compaction,LENGTH" })
	void stopReasonsAreTranslated(String stopReason, FinishReason reason) {
		assertThat(decode("{\"content\":[],\"stop_reason\":\"" + stopReason + "\"}"))
			.containsExactly(new ChatEvent.Started("", ""), new ChatEvent.Finished(0, reason));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "{} {}", "{\"content\":[]}",
			"{\"content\":\"x\",\"stop_reason\":\"end_turn\"}" })
	void whatIsNoAnswerIsMalformed(String body) {
		assertThatExceptionOfType(ProviderFailure.class).isThrownBy(() -> decode(body))
			.matches(failure -> failure.kind() == Kind.MALFORMED);
	}

	@Test
	void anErrorUnderStatus200IsThatError() {
		assertThatExceptionOfType(ProviderFailure.class)
			.isThrownBy(
					() -> decode("{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"m\"}}"))
			.matches(failure -> failure.kind() == Kind.OVERLOADED && failure.status() == 529);
	}

	@Test
	void laterFiguresTakeThePlaceOfEarlierOnes() {
		List<ChatEvent> events = stream(START, delta("{\"output_tokens\":5,\"input_tokens\":null}"), STOP);
		assertThat(events).last().isEqualTo(new ChatEvent.Used(Usage.of(7, 5)));
		assertThat(events.subList(0, 2)).containsExactly(new ChatEvent.Started("m1", "c"),
				new ChatEvent.Used(Usage.of(7, 1)));
	}

	@Test
	void cacheWritesThatAreNotSplitCountAsFiveMinutes() {
		List<ChatEvent> events = stream(START, delta("""
				{"output_tokens":1,"cache_creation_input_tokens":11,
				"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0}}"""), STOP);
		assertThat(events).last()
			.extracting(e -> ((ChatEvent.Used) e).usage().tokens(TokenClass.CACHE_WRITE_5M))
			.isEqualTo(11L);
	}

	@Test
	void aCallOfEmptyFragmentsEndsWithAnEmptyObjectOnce() {
		List<ChatEvent> events = stream(START, block(0, "{\"type\":\"text\",\"text\":\"\"}"),
				block(4, "{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":{}}"), fragment(4, ""),
				fragment(4, ""), "{\"type\":\"content_block_stop\",\"index\":4}", delta("{\"output_tokens\":1}"), STOP);
		assertThat(events).filteredOn(e -> e instanceof ChatEvent.ToolCallArguments)
			.containsExactly(new ChatEvent.ToolCallArguments(0, 0, "{}"));
	}

	@Test
	void aCallThatNeverStoppedIsCompletedAtTheEnd() {
		assertThat(stream(START, block(0, "{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":{}}"),
				delta("{}"), STOP))
			.containsSubsequence(new ChatEvent.ToolCallArguments(0, 0, "{}"),
					new ChatEvent.Finished(0, FinishReason.STOP));
	}

	@Test
	void pingsCitationsAndStrangersSayNothing() {
		StreamDecoder<ChatEvent> decoder = this.protocol.streamDecoder();
		decoder.decode(new StreamEvent("", block(0, "{\"type\":\"text\",\"text\":\"\"}")));
		assertThat(decoder.decode(new StreamEvent("ping", "{}"))).isEmpty();
		assertThat(decoder.decode(new StreamEvent("x", ""))).isEmpty();
		assertThat(decoder.decode(new StreamEvent("x", "{\"type\":\"brand_new\"}"))).isEmpty();
		assertThat(decoder.decode(new StreamEvent("x",
				"{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"citations_delta\",\"citation\":{}}}")))
			.isEmpty();
	}

	@Test
	void anErrorEventEndsTheStream() {
		StreamDecoder<ChatEvent> decoder = this.protocol.streamDecoder();
		List<ChatEvent> events = decoder.decode(new StreamEvent("error",
				"{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"m\"}}"));
		assertThat(events).singleElement()
			.isInstanceOfSatisfying(ChatEvent.Failed.class,
					failed -> assertThat(failed.failure().kind()).isEqualTo(Kind.OVERLOADED));
		assertThat(decoder.decode(new StreamEvent("", START))).isEmpty();
		assertThat(decoder.end()).isEmpty();
	}

	@Test
	void aStreamWithoutItsLastEventIsBroken() {
		StreamDecoder<ChatEvent> decoder = this.protocol.streamDecoder();
		assertThat(decoder.decode(new StreamEvent("", START))).isNotEmpty();
		assertThat(decoder.decode(new StreamEvent("", delta("{\"output_tokens\":1}"))))
			.noneMatch(e -> e instanceof ChatEvent.Finished);
		assertThatExceptionOfType(ProviderFailure.class).isThrownBy(decoder::end)
			.matches(failure -> failure.kind() == Kind.BROKEN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"type\":", "7", "[DONE]", "{\"type\":\"message_stop\"}",
			"{\"type\":\"content_block_start\",\"content_block\":{\"type\":\"text\"}}",
			"{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"x\"}}" })
	void eventsThatMakeNoSenseAreMalformed(String data) {
		StreamDecoder<ChatEvent> decoder = this.protocol.streamDecoder();
		assertThatExceptionOfType(ProviderFailure.class).isThrownBy(() -> decoder.decode(new StreamEvent("", data)))
			.matches(failure -> failure.kind() == Kind.MALFORMED);
	}

	private List<ChatEvent> decode(String body) {
		return this.protocol.decode(body.getBytes(StandardCharsets.UTF_8));
	}

	private List<ChatEvent> stream(String... events) {
		StreamDecoder<ChatEvent> decoder = this.protocol.streamDecoder();
		List<ChatEvent> all = new ArrayList<>();
		for (String event : events) {
			all.addAll(decoder.decode(new StreamEvent("", event)));
		}
		all.addAll(decoder.end());
		return all;
	}

	private static String block(int index, String block) {
		return "{\"type\":\"content_block_start\",\"index\":" + index + ",\"content_block\":" + block + "}";
	}

	private static String fragment(int index, String json) {
		return "{\"type\":\"content_block_delta\",\"index\":" + index
				+ ",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"" + json + "\"}}";
	}

	private static String delta(String usage) {
		return "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":" + usage + "}";
	}

}
