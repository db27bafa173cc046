package dev.serai.gateway.endpoint.openai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.CallCharge;
import dev.serai.gateway.operation.Usage;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatEvent.FinishReason;
import dev.serai.platform.error.ApiError;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChatAnswerWriterTest {

	private static final Usage USAGE = Usage.builder()
		.add(TokenClass.INPUT, 10)
		.add(TokenClass.CACHE_READ, 5)
		.add(TokenClass.CACHE_WRITE_5M, 2)
		.add(TokenClass.CACHE_WRITE_1H, 1)
		.add(TokenClass.OUTPUT, 7)
		.add(TokenClass.REASONING, 3)
		.build();

	private static final String USAGE_JSON = """
			{'prompt_tokens':18,'completion_tokens':10,'total_tokens':28,
			'prompt_tokens_details':{'cached_tokens':5,'audio_tokens':0,'cache_write_tokens':3},
			'completion_tokens_details':{'reasoning_tokens':3,'audio_tokens':0}}""";

	private final ChatStreamWriter stream = new ChatStreamWriter("i", 7, "m", false);

	@Test
	void shouldWriteAWholeAnswer() throws IOException {
		assertThat(whole(new ChatEvent.Started("x", "y"), new ChatEvent.ReasoningText(0, 0, "h"),
				new ChatEvent.ReasoningText(0, 0, "m"), new ChatEvent.Text(0, "a\n"), new ChatEvent.Text(0, "\u00fc"),
				new ChatEvent.Finished(0, FinishReason.STOP), new ChatEvent.Used(USAGE)))
			.isEqualTo(json("""
					{'id':'i','object':'chat.completion','created':7,'model':'m','choices':[{'index':0,'message':
					{'role':'assistant','content':'a\\n\u00fc','refusal':null,'reasoning_content':'hm'},'logprobs':null,
					'finish_reason':'stop'}],'usage':""" + USAGE_JSON + "}"));
	}

	@Test
	void shouldWriteToolCallsAndWhatMustComeBack() throws IOException {
		assertThat(whole(new ChatEvent.ReasoningText(0, 0, "h"), new ChatEvent.ReasoningSignature(0, 0, "s"),
				new ChatEvent.ReasoningEncrypted(0, 1, "e"), new ChatEvent.ToolCallStarted(0, 0, "c", "f", "t"),
				new ChatEvent.ToolCallArguments(0, 0, "{\"a\""), new ChatEvent.ToolCallArguments(0, 0, ":1}"),
				new ChatEvent.ToolCallStarted(0, 1, "d", "g", null), new ChatEvent.Finished(0, FinishReason.TOOL_CALLS))
			.at("/choices/0/message")).isEqualTo(json("""
					{'role':'assistant','content':null,'refusal':null,'reasoning_content':'h','reasoning_details':[
					{'type':'reasoning.text','text':'h','signature':'s','index':0},
					{'type':'reasoning.encrypted','data':'e','index':1}],'tool_calls':[
					{'id':'c','type':'function','function':{'name':'f','arguments':'{\\"a\\":1}'},
					'extra_content':{'google':{'thought_signature':'t'}}},
					{'id':'d','type':'function','function':{'name':'g','arguments':'{}'}}]}"""));
	}

	@Test
	void shouldWriteEachChoiceAndARefusal() throws IOException {
		JsonNode choices = whole(new ChatEvent.Text(1, "b"), new ChatEvent.Refusal(0, "no"),
				new ChatEvent.Finished(0, FinishReason.STOP), new ChatEvent.Finished(1, FinishReason.LENGTH))
			.get("choices");
		assertThat(choices.at("/0/message")).isEqualTo(json("{'role':'assistant','content':null,'refusal':'no'}"));
		assertThat(choices.at("/1/message/content").textValue()).isEqualTo("b");
		assertThat(choices.at("/1/finish_reason").textValue()).isEqualTo("length");
	}

	@Test
	void shouldWriteAStream() {
		assertThat(frames(new ChatEvent.Started("x", "y"), new ChatEvent.ReasoningText(0, 0, "h"),
				new ChatEvent.ReasoningSignature(0, 0, "s"), new ChatEvent.Text(0, "\n\ndata: [DONE]\n\n"),
				new ChatEvent.Used(USAGE), new ChatEvent.Finished(0, FinishReason.STOP)))
			.isEqualTo(chunk("{'role':'assistant','reasoning_content':'h'}", "null")
					+ chunk("{'reasoning_details':[{'type':'reasoning.text','text':'h','signature':'s','index':0}]}",
							"null")
					+ chunk("{'content':'\\n\\ndata: [DONE]\\n\\n'}", "null") + chunk("{}", "'stop'"));
	}

	@Test
	void shouldStreamToolCallsAndGiveBareOnesAnEmptyObject() {
		assertThat(frames(new ChatEvent.ToolCallStarted(0, 0, "c", "f", null),
				new ChatEvent.ToolCallArguments(0, 0, "1"), new ChatEvent.ToolCallStarted(0, 1, "d", "g", "t"),
				new ChatEvent.ToolCallArguments(0, 1, ""), new ChatEvent.Finished(0, FinishReason.TOOL_CALLS)))
			.isEqualTo(chunk("{'role':'assistant','tool_calls':[{'index':0,'id':'c','type':'function',"
					+ "'function':{'name':'f','arguments':''}}]}", "null")
					+ chunk("{'tool_calls':[{'index':0,'function':{'arguments':'1'}}]}", "null")
					+ chunk("{'tool_calls':[{'index':1,'id':'d','type':'function','function':{'name':'g','arguments':''},"
							+ "'extra_content':{'google':{'thought_signature':'t'}}}]}", "null")
					+ chunk("{'tool_calls':[{'index':1,'function':{'arguments':''}}]}", "null")
					+ chunk("{'tool_calls':[{'index':1,'function':{'arguments':'{}'}}]}", "null")
					+ chunk("{}", "'tool_calls'"));
	}

	@Test
	void shouldShowThatUsageWillFollow() {
		byte[] frames = new ChatStreamWriter("i", 7, "m", true).events(List.of(new ChatEvent.Text(0, "a")));
		assertThat(text(frames)).endsWith("}],\"usage\":null}\n\n");
	}

	@Test
	void shouldEndWithUsageAndCost() throws IOException {
		CallCharge charge = new CallCharge(USAGE, new BigDecimal("0.0000001230"), "estimated", new BigDecimal("-1E-7"));
		ChatStreamWriter wanting = new ChatStreamWriter("i", 7, "m", true);
		String frame = text(wanting.charge(charge));
		assertThat(frame).startsWith("data: {").endsWith("}\n\n");
		assertThat(json(frame.substring(6))).isEqualTo(json("""
				{'id':'i','object':'chat.completion.chunk','created':7,'model':'m','choices':[],
				'usage':""" + USAGE_JSON
				+ ",'serai':{'cost_usd':'0.000000123','price_status':'estimated','saved_usd':'-0.0000001'}}"));
		assertThat(text(wanting.charge(new CallCharge(USAGE, null, "unknown", null))))
			.endsWith(",\"serai\":{\"price_status\":\"unknown\"}}\n\n");
		assertThat(this.stream.charge(charge)).as("no usage was asked for").isEmpty();
		assertThat(text(this.stream.done())).isEqualTo("data: [DONE]\n\n");
	}

	@Test
	void shouldFrameWhatIsPassedOn() {
		assertThat(relayed("{\"a\":1}")).isEqualTo("data: {\"a\":1}\n\n");
		assertThat(relayed("{\n\"a\":1\r\n}")).isEqualTo("data: {\ndata: \"a\":1\ndata: }\n\n");
	}

	@Test
	void shouldWriteErrors() {
		ApiError error = ApiError.of(502, "upstream_error", "truncated", "It \"broke\"\n");
		assertThat(text(ErrorBody.of(error))).isEqualTo("{\"error\":{\"message\":\"It \\\"broke\\\"\\n\","
				+ "\"type\":\"upstream_error\",\"param\":null,\"code\":\"truncated\"}}");
		assertThat(text(this.stream.error(error.at("model")))).startsWith("data: {\"error\":{")
			.contains("\"param\":\"model\"")
			.endsWith("}}\n\n");
	}

	private static JsonNode whole(ChatEvent... events) throws IOException {
		return new ObjectMapper().readTree(new ChatAnswerWriter().whole("i", 7, "m", List.of(events)));
	}

	private String frames(ChatEvent... events) {
		return text(this.stream.events(List.of(events)));
	}

	private static String chunk(String delta, String reason) {
		return "data: "
				+ ("{'id':'i','object':'chat.completion.chunk','created':7,'model':'m','choices':[{'index':0,"
						+ "'delta':" + delta + ",'logprobs':null,'finish_reason':" + reason + "}]}")
					.replace('\'', '"')
				+ "\n\n";
	}

	private static JsonNode json(String text) throws IOException {
		return new ObjectMapper().readTree(text.replace('\'', '"'));
	}

	private String relayed(String data) {
		ByteArrayOutputStream frames = new ByteArrayOutputStream();
		this.stream.relay(data.getBytes(StandardCharsets.UTF_8), frames);
		return text(frames.toByteArray());
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

}
