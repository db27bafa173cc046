package dev.serai.gateway.provider.openai;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.ProviderFailure.Kind;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatEvent.FinishReason;
import dev.serai.testing.AnyChat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class OpenAiDecodeTest {

	private final OpenAiChat protocol = new OpenAiChat();

	@Test
	void shouldReadAnAnswerOfOpenAisFormAndPassItsBytesOn() {
		String body = "  " + answer("{'role':'assistant','content':'Hi','refusal':null}", "'stop'",
				"'usage':{'prompt_tokens':5,'completion_tokens':1,'x':1.50}");
		assertThat(decode(body)).containsExactly(new ChatEvent.Started("i", "m"), new ChatEvent.Text(0, "Hi"),
				new ChatEvent.Finished(0, FinishReason.STOP), new ChatEvent.Used(Usage.of(5, 1)));
		assertThat(passOn(body)).isEqualTo(json(body));
	}

	@Test
	void shouldBringMistralsThoughtsIntoForm() {
		String body = answer("""
				{'content':[{'type':'thinking','thinking':[{'type':'text','text':'hm'}],'closed':true},
				{'type':'text','text':'4'}],'tool_calls':null}""", "'stop'", "'x':12479678939117453000.10");
		assertThat(decode(body)).contains(new ChatEvent.ReasoningText(0, 0, "hm"), new ChatEvent.Text(0, "4"));
		ObjectNode passed = Json.object(passOn(body));
		assertThat(passed.at("/choices/0/message/content").textValue()).isEqualTo("4");
		assertThat(passed.at("/choices/0/message/reasoning_content").textValue()).isEqualTo("hm");
		assertThat(passOn(body)).contains("12479678939117453000.10");
	}

	@Test
	void shouldAddReasoningContentBesideReasoning() {
		String body = answer("{'content':'4','reasoning':'hm'}", "'stop'", "'x':1");
		assertThat(decode(body)).contains(new ChatEvent.ReasoningText(0, 0, "hm"));
		assertThat(Json.object(passOn(body)).at("/choices/0/message"))
			.isEqualTo(Json.object(json("{'content':'4','reasoning':'hm','reasoning_content':'hm'}")));
	}

	@Test
	void shouldReadReasoningDetails() {
		String body = answer("""
				{'content':'4','reasoning':'hm','reasoning_details':[
				{'type':'reasoning.text','text':'hm','signature':'s','index':0},
				{'type':'reasoning.encrypted','data':'e','index':1}]}""", "'stop'", "'x':1");
		assertThat(decode(body)).contains(new ChatEvent.ReasoningText(0, 0, "hm"),
				new ChatEvent.ReasoningSignature(0, 0, "s"), new ChatEvent.ReasoningEncrypted(0, 1, "e"));
		assertThat(decode(body)).filteredOn(ChatEvent.ReasoningText.class::isInstance).hasSize(1);
	}

	@Test
	void shouldCompleteToolCalls() {
		String body = answer("""
				{'content':null,'tool_calls':[{'function':{'name':'f','arguments':{'a':1}}},
				{'id':'','type':null,'function':{'name':'g'}},
				{'id':'c','type':'function','function':{'name':'h','arguments':'{}'},
				'extra_content':{'google':{'thought_signature':'s'}}}]}""", "'tool_calls'", "'x':1");
		List<ChatEvent> events = decode(body);
		ObjectNode passed = Json.object(passOn(body));
		String first = passed.at("/choices/0/message/tool_calls/0/id").textValue();
		String second = passed.at("/choices/0/message/tool_calls/1/id").textValue();
		assertThat(first).startsWith("call_").hasSize(29).isNotEqualTo(second);
		assertThat(passed.at("/choices/0/message/tool_calls/1/type").textValue()).isEqualTo("function");
		assertThat(events).containsSubsequence(new ChatEvent.ToolCallStarted(0, 0, first, "f", null),
				new ChatEvent.ToolCallArguments(0, 0, "{\"a\":1}"),
				new ChatEvent.ToolCallStarted(0, 1, second, "g", null), new ChatEvent.ToolCallArguments(0, 1, "{}"),
				new ChatEvent.ToolCallStarted(0, 2, "c", "h", "s"), new ChatEvent.ToolCallArguments(0, 2, "{}"),
				new ChatEvent.Finished(0, FinishReason.TOOL_CALLS));
	}

	@ParameterizedTest
	@CsvSource({ "eos,stop,STOP", "end_turn,stop,STOP", "model_length,length,LENGTH", "length,length,LENGTH",
			"tool_use,tool_calls,TOOL_CALLS", "safety,content_filter,CONTENT_FILTER",
			"SAFETY,content_filter,CONTENT_FILTER" })
	void shouldKnowEachWordForTheEnd(String word, String passedOn, FinishReason reason) {
		String body = answer("{'content':'x'}", "'" + word + "'", "'x':1");
		assertThat(decode(body)).contains(new ChatEvent.Finished(0, reason));
		assertThat(Json.object(passOn(body)).at("/choices/0/finish_reason").textValue()).isEqualTo(passedOn);
	}

	@Test
	void shouldEndAWholeAnswerThatDoesNotSayHow() {
		assertThat(decode(answer("{'content':'x'}", "null", "'x':1")))
			.contains(new ChatEvent.Finished(0, FinishReason.STOP));
	}

	@Test
	void shouldTellOfContentWithoutNeutralForm() {
		assertThat(decode(answer("{'content':null,'audio':{'data':'xyz','transcript':'Hi.'}}", "'stop'", "'x':1")))
			.contains(new ChatEvent.OtherContent(0, "Hi.", 3, 0));
		assertThat(decode(answer("{'images':[{},{}]}", "'stop'", "'x':1")))
			.contains(new ChatEvent.OtherContent(0, "", 0, 2));
		assertThat(decode(answer("{'function_call':{'name':'f','arguments':'{}'}}", "'function_call'", "'x':1")))
			.contains(new ChatEvent.OtherContent(0, "f{}"), new ChatEvent.Finished(0, FinishReason.FUNCTION_CALL));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "null", "[]", "5", "<html></html>", "{", "{}", "{'choices':[]}",
			"{'choices':null}", "{'choices':[5]}", "{'choices':[{'index':0}]}", "{'choices':[{'message':'x'}]}",
			"{'choices':[{'message':{}}]} x" })
	void shouldRefuseWhatIsNoAnswer(String body) {
		assertThat(failure(body).kind()).isEqualTo(Kind.MALFORMED);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			{'error':{'message':'x','code':'content_filter','status':400}}      | INVALID_REQUEST | 400
			{'error':{'message':'x','code':429}}                                | RATE_LIMITED    | 429
			{'error':{'message':'x','type':'overloaded_error'}}                 | OVERLOADED      | 0
			{'error':{'message':'x','type':'server_error'}}                     | SERVER_ERROR    | 0
			{'error':'x'}                                                       | SERVER_ERROR    | 0
			{'object':'error','message':'x','code':400}                         | INVALID_REQUEST | 400
			{'detail':'x'}                                                      | SERVER_ERROR    | 0
			{'choices':[{'message':{},'error':{'code':502,'message':'x'},'finish_reason':'error'}]} | SERVER_ERROR | 502
			{'choices':[{'message':{},'finish_reason':'insufficient_system_resource'}]} | OVERLOADED | 0
			""")
	void shouldFindAnErrorUnderAGoodStatus(String body, Kind kind, int status) {
		assertThat(failure(body).kind()).isEqualTo(kind);
		assertThat(failure(body).status()).isEqualTo(status);
	}

	private ProviderFailure failure(String body) {
		return catchThrowableOfType(ProviderFailure.class, () -> decode(body));
	}

	private List<ChatEvent> decode(String body) {
		return this.protocol.decode(json(body).getBytes(StandardCharsets.UTF_8));
	}

	private String passOn(String body) {
		return new String(this.protocol.passOn(json(body).getBytes(StandardCharsets.UTF_8), AnyChat.WHOLE),
				StandardCharsets.UTF_8);
	}

	private static String answer(String message, String reason, String more) {
		return "{'id':'i','object':'chat.completion','created':1,'model':'m','choices':[{'index':0,'message':" + message
				+ ",'finish_reason':" + reason + "}]," + more + "}";
	}

	private static String json(String text) {
		return text.replace('\'', '"');
	}

}
