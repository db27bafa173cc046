package dev.serai.gateway.provider.openai;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.ProviderFailure.Kind;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.UsageMark;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatEvent.FinishReason;
import dev.serai.gateway.operation.chat.ChatRequest.Tool;
import dev.serai.gateway.provider.StreamEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class OpenAiStreamDecoderTest {

	private static final String FINISH = chunk("{}", "'stop'", "");

	private final OpenAiStreamDecoder decoder = new OpenAiStreamDecoder(OfferedTools.UNKNOWN);

	private final List<String> passed = new ArrayList<>();

	@Test
	void shouldPassOpenAisChunksOnUnchanged() {
		String first = chunk("{ 'content' : 'a\\u00fc', 'big':1.50 }", "null", ",'usage':null");
		assertThat(feed(first, FINISH, "[DONE]")).containsExactly(new ChatEvent.Started("i", "m"),
				new ChatEvent.Text(0, "a\u00fc"), new ChatEvent.Finished(0, FinishReason.STOP));
		assertThat(this.passed).containsExactly(json(first).replace(",\"usage\":null", ""), json(FINISH), null);
		assertThat(this.decoder.end()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					{'choices':[],'object':'chat.completion.chunk','obfuscation':'aZ9'}      | {'choices':[],'object':'chat.completion.chunk'}
					{'obfuscation':'aZ9','choices':[],'object':'chat.completion.chunk'}      | {'choices':[],'object':'chat.completion.chunk'}
					{'choices':[],'object':'chat.completion.chunk','p':'abc' }               | {'choices':[],'object':'chat.completion.chunk' }
					{'choices':[],'object':'chat.completion.chunk','p' : 'abc'}              | {'choices':[],'object':'chat.completion.chunk'}
					{'choices':[],'object':'chat.completion.chunk','p':7}                    | {'choices':[],'object':'chat.completion.chunk','p':7}
					""")
	void shouldCutPadding(String chunk, String passedOn) {
		feed(chunk);
		assertThat(this.passed).containsExactly(json(passedOn));
	}

	@Test
	void shouldHoldBackAChunkThatHoldsOnlyUsage() {
		assertThat(feed(FINISH, "{'choices':[],'usage':{'prompt_tokens':1,'completion_tokens':2}}"))
			.contains(new ChatEvent.Used(Usage.of(1, 2)));
		assertThat(this.passed).containsExactly(json(FINISH), null);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			{},'finish_reason':'stop'}],'usage':{'prompt_tokens':1,'completion_tokens':2}
			{},'finish_reason':'stop'}],'x_groq':{'id':'r','usage':{'prompt_tokens':1,'completion_tokens':2}}
			{},'finish_reason':'stop','usage':{'prompt_tokens':1,'completion_tokens':2}}]
			{'content':'a'},'finish_reason':null}],'usage' : {'prompt_tokens':1,'completion_tokens':2},'p':'x'
			""")
	void shouldHoldUsageBackWhereverAChunkBearsIt(String delta) {
		String chunk = "{'id':'i','object':'chat.completion.chunk','created':1,'model':'m','choices':[{'index':0,'delta':"
				+ delta + "}";
		assertThat(feed(chunk)).contains(new ChatEvent.Used(Usage.of(1, 2)));
		assertThat(this.passed.getFirst()).contains("\"choices\":[{\"index\":0,\"delta\":").doesNotContain("tokens");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", " null", "'none'", "[]", "7", "{}" })
	void shouldPassOnNoUsageThatSaysNothing(String usage) {
		feed(chunk("{'content':'a'}", "null", ",'usage':" + usage), "{'choices':[],'usage':" + usage + "}");
		assertThat(this.passed.getFirst()).isEqualTo(json(chunk("{'content':'a'}", "null", "")));
	}

	@Test
	void shouldAddUpTheOutputOfChoicesThatEachBearTheirUsage() {
		List<ChatEvent> events = feed(choice(0, 5, 2), choice(1, 5, 4), choice(0, 5, 3));
		assertThat(events).last().isEqualTo(new ChatEvent.Used(Usage.of(5, 7)));
	}

	@Test
	void shouldPutTogetherWhatSeveralUsageObjectsSay() {
		assertThat(feed(chunk("{'content':'a'}", "null", ",'usage':{'prompt_tokens':9,'completion_tokens':1}"),
				chunk("{}", "'stop'", ",'usage':{'completion_tokens':4,'prompt_tokens':null}"),
				"{'choices':[],'usage':{'prompt_tokens_details':{'cached_tokens':3}}}"))
			.last()
			.isEqualTo(new ChatEvent.Used(Usage.builder()
				.add(TokenClass.INPUT, 6)
				.add(TokenClass.CACHE_READ, 3)
				.add(TokenClass.OUTPUT, 4)
				.build()));
	}

	@Test
	void shouldMarkUsageThatShrinks() {
		assertThat(feed(chunk("{'content':'a'}", "null", ",'usage':{'prompt_tokens':9,'completion_tokens':8}"),
				chunk("{}", "'stop'", ",'usage':{'prompt_tokens':9,'completion_tokens':2}")))
			.last()
			.isEqualTo(new ChatEvent.Used(Usage.of(9, 8).marked(UsageMark.SHRUNK)));
	}

	@Test
	void shouldTellTheTierThatServesWheneverItIsAnother() {
		assertThat(feed(chunk("{'content':'a'}", "null", ",'service_tier':'auto'"),
				chunk("{'content':'b'}", "null", ",'service_tier':'default'"),
				chunk("{}", "'stop'", ",'service_tier':'Priority'"), "{'choices':[],'service_tier':'auto'}"))
			.filteredOn(ChatEvent.ServedIn.class::isInstance)
			.containsExactly(new ChatEvent.ServedIn("standard"), new ChatEvent.ServedIn("priority"));
	}

	@Test
	void shouldNotEndTwice() {
		String again = chunk("{'content':''}", "'stop'", ",'usage':{'prompt_tokens':1,'completion_tokens':2}");
		assertThat(feed(FINISH, again)).containsExactly(new ChatEvent.Started("i", "m"),
				new ChatEvent.Finished(0, FinishReason.STOP), new ChatEvent.Used(Usage.of(1, 2)));
		assertThat(this.passed).containsExactly(json(FINISH), null);
	}

	@Test
	void shouldPassAzuresNoticeOn() {
		String notice = "{'object':'chat.completion.chunk','choices':[],'prompt_filter_results':[{}]}";
		feed(notice);
		assertThat(this.passed).containsExactly(json(notice));
	}

	@Test
	void shouldBringChunksIntoForm() {
		feed(chunk("{'content':[{'type':'thinking','thinking':[{'type':'text','text':'h'}]}]}", "null", ",'p':'abc'"),
				chunk("{'reasoning':'m','content':''}", "''", ""), chunk("{'content':'4'}", "'eos'", ""));
		assertThat(this.passed.stream().filter(Objects::nonNull).map(Json::object)).containsExactly(
				Json.object(json(chunk("{'content':'','reasoning_content':'h'}", "null", ""))),
				Json.object(json(chunk("{'reasoning':'m','content':'','reasoning_content':'m'}", "null", ""))),
				Json.object(json(chunk("{'content':'4'}", "'stop'", ""))));
	}

	@Test
	void shouldNumberToolCallsThatHaveNoIndex() {
		assertThat(calls(call("'id':'a','function':{'name':'f','arguments':'{'}"), call("'function':{'arguments':'}'}"),
				call("'id':'b','function':{'name':'g','arguments':'{}'}"), call("'function':{'name':'h'}")))
			.containsExactly("0:a:f", "0+{", "0+}", "1:b:g", "1+{}");
		assertThat(feed(chunk("{}", "'tool_calls'", "")).getFirst())
			.isInstanceOfSatisfying(ChatEvent.ToolCallStarted.class, call -> {
				assertThat(call.index()).isEqualTo(2);
				assertThat(call.id()).startsWith("call_");
				assertThat(call.name()).isEqualTo("h");
			});
	}

	@Test
	void shouldTellParallelCallsApartThatShareAnIndex() {
		assertThat(calls(call("'index':0,'id':'a','type':'function','function':{'name':'f','arguments':'{}'}"),
				call("'index':0,'id':'b','type':'function','function':{'name':'g','arguments':'{'}"),
				call("'index':0,'function':{'arguments':'}'}")))
			.containsExactly("0:a:f", "0+{}", "1:b:g", "1+{", "1+}");
		assertThat(this.passed.get(2)).contains("\"index\":1");
	}

	@Test
	void shouldFollowInterleavedCalls() {
		assertThat(calls(call("'index':0,'id':'a','type':'function','function':{'name':'f','arguments':''}"),
				call("'index':1,'id':'b','type':'function','function':{'name':'g','arguments':''}"),
				call("'index':0,'function':{'arguments':'1'}"), call("'index':1,'function':{'arguments':'2'}"),
				call("'index':1,'id':null,'function':{'arguments':'3'}"),
				call("'index':0,'function':{'arguments':'4'}")))
			.containsExactly("0:a:f", "1:b:g", "0+1", "1+2", "1+3", "0+4");
		assertThat(this.passed.get(2))
			.isEqualTo(json(chunk(call("'index':0,'function':{'arguments':'1'}"), "null", "")));
		assertThat(this.passed.get(5))
			.isEqualTo(json(chunk(call("'index':0,'function':{'arguments':'4'}"), "null", "")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "{}", "1" })
	void shouldTellAWholeHeadAtOnceInTheProvidersOwnBytes(String arguments) {
		String first = chunk(
				"{'role':'assistant' , 'tool_calls':[{'index' : 0,'id':'a','type':'function','x':1.50,'function':"
						+ "{'arguments':'" + arguments + "','name':'f'}}]}",
				"null", "");
		String second = chunk(
				call("'index':1, 'id':'b','type':'function','function':{'name':'f','arguments':'" + arguments + "'}"),
				"null", "");
		assertThat(feed(first)).contains(new ChatEvent.ToolCallStarted(0, 0, "a", "f", null));
		assertThat(feed(second)).contains(new ChatEvent.ToolCallStarted(0, 1, "b", "f", null));
		assertThat(this.passed).containsExactly(json(first), json(second));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			'type':'function','index':0,'function':{'name':'f','arguments':''}     | 'id':'a'
			'id':'a','index':0,'function':{'name':'f','arguments':''}              | 'type':'function'
			'id':'a','type':'function','function':{'name':'f','arguments':''}      | 'index':0
			'id':'a','type':'function','index':7,'function':{'name':'f','arguments':''} | 'index':0
			'id':'a','type':'function','index':0,'function':{'name':'f','arguments':null} | 'arguments':'{}'
			'id':'a','type':'function','index':0,'function':{'name':'f'}           | 'arguments':'{}'
			""")
	void shouldCompleteAHeadThatLacksAPart(String head, String part) {
		feed(chunk(call(head), "null", ""), chunk("{}", "'tool_calls'", ""));
		assertThat(String.join("", this.passed.stream().filter(Objects::nonNull).toList()))
			.contains(json(part).startsWith("\"id\"") ? "\"id\":\"call_" : json(part));
	}

	/** No arguments at all are an empty object, said once. */
	@ParameterizedTest
	@ValueSource(strings = { "", "'function':{'arguments':''}", "'function':{'arguments':'null'}",
			"'function':{'arguments':'nu'}|'function':{'arguments':'ll'}", "'function':{'arguments':' '}",
			"'function':{'arguments':null}", "'function':{'name':null}", "'function':{'arguments':'{}'}",
			"'function':{'arguments':'{'}|'function':{'arguments':'}'}", "'function':{'arguments':{}}" })
	void shouldSayArgumentsOnceAfterAHeadThatHasNone(String later) {
		List<ChatEvent> events = new ArrayList<>(feed(chunk(
				call("'index':0,'id':'a','type':'function','function':{'name':'f','arguments':''}"), "null", "")));
		assertThat(joined(events)).isEqualTo("0:a:f");
		for (String piece : later.split("\\|")) {
			events.addAll(feed(chunk(call("'index':0" + (piece.isEmpty() ? "" : "," + piece)), "null", "")));
		}
		events.addAll(feed(chunk("{}", "'tool_calls'", ""), chunk("{}", "'tool_calls'", ""), "[DONE]"));
		assertThat(joined(events)).isEqualTo("0:a:f{}");
		String told = this.passed.stream()
			.filter(Objects::nonNull)
			.flatMap(
					data -> Json.object(data).at("/choices/0/delta/tool_calls/0/function/arguments").asText("").lines())
			.collect(Collectors.joining());
		assertThat(told).isEqualTo("{}");
	}

	@Test
	void shouldSayArgumentsAtTheEndOfAStreamThatSaysNoMoreThanThatItIsDone() {
		List<ChatEvent> events = new ArrayList<>(feed(chunk(
				call("'index':0,'id':'a','type':'function','function':{'name':'f','arguments':''}"), "null", "")));
		events.addAll(feed("[DONE]"));
		assertThat(joined(events)).isEqualTo("0:a:f{}");
		assertThat(this.passed.getLast()).contains("\"arguments\":\"{}\"").doesNotContain("name");
	}

	/** The tools that were offered show whether a name is whole. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			'name':'get_','arguments':''     | 'name':'time','arguments':''   | 'arguments':'{}' | 2
			'name':'get_','arguments':''     | 'name':'time'                  | 'arguments':''   | 3
			'name':'get_time','arguments':'' | 'name':'get_time','arguments':'' | 'arguments':'{}' | 0
			'name':'get_time','arguments':'' | 'arguments':'{'                | 'arguments':'}'  | 0
			""")
	void shouldWaitForTheRestOfAnOfferedToolsName(String first, String second, String third, int toldAt) {
		OpenAiStreamDecoder asked = new OpenAiStreamDecoder(new OfferedTools(
				List.of("get_time", "get_times", "f").stream().map(name -> new Tool(name, null, null, null)).toList()));
		List<String> pieces = List.of(call("'index':0,'id':'a','type':'function','function':{" + first + "}"),
				call("'index':0,'function':{" + second + "}"), call("'index':0,'function':{" + third + "}"), "{}");
		List<ChatEvent> events = new ArrayList<>();
		for (int i = 0; i < pieces.size(); i++) {
			String reason = (i == pieces.size() - 1) ? "'tool_calls'" : "null";
			events.addAll(asked.decode(new StreamEvent("", json(chunk(pieces.get(i), reason, "")))));
			assertThat(events.stream().anyMatch(ChatEvent.ToolCallStarted.class::isInstance)).isEqualTo(i >= toldAt);
		}
		assertThat(joined(events)).isEqualTo("0:a:get_time{}");
	}

	/** Clients take the name and the id from a call's first delta. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					'id':'a','type':'function'              | 'function':{'name':'get_'}                        | 'function':{'name':'time','arguments':'{'} | 'function':{'arguments':'}'}
					'function':{'name':'get_time'}          | 'id':'a'                                          | 'function':{'arguments':'{'}               | 'function':{'arguments':'}'}
					'function':{'arguments':'{'}            | 'id':'a','function':{'name':'get_time'}           | 'function':{'arguments':''}                | 'function':{'arguments':'}'}
					'function':{'arguments':'{'}            | 'function':{'arguments':'}'}                      | 'function':{'name':'get_time'}             | 'id':'a'
					'id':'a','function':{'name':'get_'}     | 'function':{'name':'time','arguments':''}         | 'function':{'arguments':'{}'}              | 'function':{'name':null}
					'id':'a','function':{'name':'get_time'} | 'id':'a','function':{'name':'get_time','arguments':'{'} | 'id':'a','function':{'arguments':'}'} | 'id':''
					""")
	void shouldPutTheHeadOfACallTogether(String first, String second, String third, String fourth) {
		List<ChatEvent> events = new ArrayList<>();
		for (String piece : List.of(first, second, third, fourth)) {
			events.addAll(feed(chunk(call("'index':0," + piece), "null", "")));
		}
		events.addAll(feed(chunk("{}", "'tool_calls'", "")));
		assertThat(joined(events)).isEqualTo("0:a:get_time{}");
		List<String> told = this.passed.stream()
			.filter(data -> data != null && data.contains("tool_calls\":["))
			.toList();
		assertThat(told.getFirst()).contains("\"id\":\"a\"", "\"type\":\"function\"", "\"name\":\"get_time\"",
				"\"index\":0");
		assertThat(told.stream().skip(1)).noneMatch(data -> data.contains("\"a\"") || data.contains("time"));
	}

	@Test
	void shouldTellACallWhoseStreamSaysNoMoreThanThatItIsDone() {
		assertThat(calls(call("'index':0,'id':'a','function':{'name':'f'}"))).isEmpty();
		assertThat(feed("[DONE]")).containsExactly(new ChatEvent.ToolCallStarted(0, 0, "a", "f", null),
				new ChatEvent.ToolCallArguments(0, 0, "{}"));
		assertThat(Json.object(this.passed.getLast()).at("/choices/0/delta/tool_calls/0/function/name").textValue())
			.isEqualTo("f");
		assertThat(Json.object(this.passed.getLast()).path("id").textValue()).isEqualTo("i");
	}

	@Test
	void shouldTakeAnotherIdAtTheSameIndexForAnotherCallAlsoInPieces() {
		assertThat(calls(call("'index':0,'id':'a','function':{'name':'f'}"), call("'index':0,'id':'b'"),
				call("'index':0,'function':{'name':'g','arguments':''}"),
				call("'index':0,'function':{'arguments':'{}'}")))
			.isEmpty();
		assertThat(joined(feed(chunk("{}", "'tool_calls'", "")))).isEqualTo("0:a:f{}1:b:g{}");
	}

	private static String joined(List<ChatEvent> events) {
		StringBuilder all = new StringBuilder();
		for (ChatEvent event : events) {
			switch (event) {
				case ChatEvent.ToolCallStarted call ->
					all.append(call.index()).append(':').append(call.id()).append(':').append(call.name());
				case ChatEvent.ToolCallArguments arguments -> all.append(arguments.fragment());
				default -> {
				}
			}
		}
		return all.toString();
	}

	@Test
	void shouldReportErrorEventsAndNothingAfterThem() {
		List<ChatEvent> events = new ArrayList<>(feed(chunk("{'content':'a'}", "null", "")));
		events.addAll(this.decoder.decode(new StreamEvent("error",
				json("{'error':{'message':'x','code':'tool_use_failed','status_code':400}}"))));
		assertThat(this.decoder.passedOn()).isNull();
		assertThat(events.getLast()).isInstanceOfSatisfying(ChatEvent.Failed.class, failed -> {
			assertThat(failed.failure().kind()).isEqualTo(Kind.INVALID_REQUEST);
			assertThat(failed.failure().code()).isEqualTo("tool_use_failed");
		});
		assertThat(feed("[DONE]", chunk("{'content':'b'}", "null", ""))).isEmpty();
		assertThatCode(this.decoder::end).doesNotThrowAnyException();
	}

	@Test
	void shouldReportAnErrorWithinAChunkAfterItsUsage() {
		List<ChatEvent> events = feed(chunk("{}", "null",
				",'error':{'code':502,'message':'x'},'usage':{'prompt_tokens':1,'completion_tokens':2}"));
		assertThat(events).hasSize(2).first().isEqualTo(new ChatEvent.Used(Usage.of(1, 2)));
		assertThat(events.getLast()).isInstanceOf(ChatEvent.Failed.class);
	}

	@Test
	void shouldMissTheEnd() {
		assertThatThrownBy(this.decoder::end).hasFieldOrPropertyWithValue("kind", Kind.BROKEN);
		feed(chunk("{'content':'a'}", "null", ""));
		assertThatThrownBy(this.decoder::end).hasFieldOrPropertyWithValue("kind", Kind.BROKEN);
		feed("{'choices':[{'index':1,'delta':{},'finish_reason':'stop'}]}");
		assertThatThrownBy(this.decoder::end).hasFieldOrPropertyWithValue("kind", Kind.BROKEN);
		feed(FINISH);
		assertThatCode(this.decoder::end).doesNotThrowAnyException();
	}

	@Test
	void shouldRefuseAStreamWithoutAnAnswer() {
		feed("[DONE]");
		assertThatThrownBy(this.decoder::end).hasFieldOrPropertyWithValue("kind", Kind.MALFORMED);
	}

	@Test
	void shouldRefuseAnEventThatIsNoObject() {
		for (String data : List.of("{", "[]", "null", "<html>", "5", "{'choices':[1]}")) {
			assertThat(catchThrowableOfType(ProviderFailure.class, () -> feed(data)).kind()).isEqualTo(Kind.MALFORMED);
		}
	}

	@Test
	void shouldPassOverEventsThatAreNoChunks() {
		assertThat(feed("", " ", "{}", "{'type':'ping'}")).doesNotHaveAnyElementsOfTypes(ChatEvent.Text.class);
		assertThat(this.passed).containsOnlyNulls();
	}

	private List<String> calls(String... deltas) {
		return Arrays.stream(deltas)
			.flatMap(delta -> feed(chunk(delta, "null", "")).stream())
			.map(event -> switch (event) {
				case ChatEvent.ToolCallStarted call ->
					call.index() + ":" + (call.id().startsWith("call_") ? "?" : call.id()) + ":" + call.name();
				case ChatEvent.ToolCallArguments arguments -> arguments.index() + "+" + arguments.fragment();
				default -> "";
			})
			.filter(text -> !text.isEmpty())
			.toList();
	}

	private List<ChatEvent> feed(String... events) {
		List<ChatEvent> all = new ArrayList<>();
		for (String data : events) {
			all.addAll(this.decoder.decode(new StreamEvent("", json(data))));
			this.passed.add(this.decoder.passedOn());
		}
		return all;
	}

	private static String choice(int index, int prompt, int completion) {
		return "{'id':'i','object':'chat.completion.chunk','created':1,'model':'m','choices':[{'index':" + index
				+ ",'delta':{},'finish_reason':'stop','usage':{'prompt_tokens':" + prompt + ",'completion_tokens':"
				+ completion + "}}]}";
	}

	private static String call(String fields) {
		return "{'tool_calls':[{" + fields + "}]}";
	}

	private static String chunk(String delta, String reason, String more) {
		return "{'id':'i','object':'chat.completion.chunk','created':1,'model':'m','choices':[{'index':0,'delta':"
				+ delta + ",'finish_reason':" + reason + "}]" + more + "}";
	}

	private static String json(String text) {
		return text.replace('\'', '"');
	}

}
