package dev.serai.gateway.endpoint.openai;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.OutputFormat;
import dev.serai.gateway.operation.chat.ChatRequest.Reasoning;
import dev.serai.gateway.operation.chat.ChatRequest.Sampling;
import dev.serai.gateway.operation.chat.ChatRequest.Tool;
import dev.serai.gateway.operation.chat.ChatRequest.ToolChoice;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.operation.chat.Message.ReasoningBlock;
import dev.serai.gateway.operation.chat.Message.Source;
import dev.serai.gateway.operation.chat.Message.ToolCall;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ChatRequestReaderTest {

	private static final String HELLO = "{'role':'user','content':'Hello'}";

	private final ChatRequestReader reader = new ChatRequestReader();

	@Test
	void shouldReadTheLeastRequest() {
		assertThat(read("{'model':'m','messages':[" + HELLO + "]}"))
			.isEqualTo(new ChatRequest("m", List.of(new Message.User(List.of(new Part.Text("Hello")), null)), List.of(),
					null, null, new OutputFormat.Text(), new Sampling(null, null, null, List.of(), null, null), null, 1,
					null, false, false, null, Map.of()));
	}

	@Test
	void shouldReadEveryNeutralField() {
		ChatRequest request = with("""
				'temperature':0.5,'top_p':1,'seed':-7,'stop':['a','b'],'presence_penalty':-2,'frequency_penalty':1.5,
				'max_completion_tokens':100,'max_tokens':100,'n':2,'reasoning_effort':'high','stream':true,
				'stream_options':{'include_usage':true},'user':'u','parallel_tool_calls':false,
				'tools':[{'type':'function','function':{'name':'f','description':'d','parameters':{'type':'object'},
				'strict':true}}],'tool_choice':{'type':'function','function':{'name':'f'}},
				'response_format':{'type':'json_schema','json_schema':{'name':'s','schema':{},'strict':false}}""");
		assertThat(request.sampling()).isEqualTo(new Sampling(0.5, 1.0, -7L, List.of("a", "b"), -2.0, 1.5));
		assertThat(request.maxOutputTokens()).isEqualTo(100);
		assertThat(request.choices()).isEqualTo(2);
		assertThat(request.reasoning()).isEqualTo(new Reasoning("high", null));
		assertThat(request.stream()).isTrue();
		assertThat(request.includeUsage()).isTrue();
		assertThat(request.user()).isEqualTo("u");
		assertThat(request.parallelToolCalls()).isFalse();
		assertThat(request.tools()).containsExactly(new Tool("f", "d", json("{'type':'object'}"), true));
		assertThat(request.toolChoice()).isEqualTo(new ToolChoice.Named("f"));
		assertThat(request.format()).isEqualTo(new OutputFormat.JsonSchema("s", null, json("{}"), false));
		assertThat(request.extras()).isEmpty();
	}

	@Test
	void shouldReadEveryKindOfMessageAndPart() {
		ChatRequest request = read(
				"""
						{'model':'m','messages':[
						{'role':'developer','content':[{'type':'text','text':'a','cache_control':{'type':'ephemeral'}}]},
						{'role':'user','name':'Ada','content':[
						{'type':'image_url','image_url':{'url':'https://example.com/a.png','detail':'low'}},
						{'type':'image_url','image_url':{'url':'data:image/PNG;base64,AAAA'}},
						{'type':'image_url','image_url':'http://example.com/b.png'},
						{'type':'input_audio','input_audio':{'data':'AAAA','format':'wav'}},
						{'type':'file','file':{'file_data':'data:application/pdf;base64,AAAA','filename':'a.pdf'}},
						{'type':'file','file':{'file_id':'file-1'}}]},
						{'role':'assistant','content':null,'refusal':null,'annotations':[],'tool_calls':[{'id':'c1','type':'function',
						'function':{'name':'f','arguments':'{'},'extra_content':{'google':{'thought_signature':'sig'}}}]},
						{'role':'tool','tool_call_id':'c1','name':'f','content':'42'},
						{'role':'assistant','content':[{'type':'text','text':'b'},{'type':'refusal','refusal':'no'}]}]}""");
		assertThat(request.messages()).containsExactly(
				new Message.System(List.of(new Part.Text("a", json("{'type':'ephemeral'}"))), true),
				new Message.User(List.of(new Part.Image(new Source.Url("https://example.com/a.png"), "low"),
						new Part.Image(new Source.Data("image/png", "AAAA"), null),
						new Part.Image(new Source.Url("http://example.com/b.png"), null), new Part.Audio("AAAA", "wav"),
						new Part.Document(new Source.Data("application/pdf", "AAAA"), "a.pdf"),
						new Part.Document(new Source.FileId("file-1"), null)), "Ada"),
				new Message.Assistant(List.of(), List.of(new ToolCall("c1", "f", "{", "sig")), List.of()),
				new Message.ToolResult("c1", List.of(new Part.Text("42"))),
				new Message.Assistant(List.of(new Part.Text("b"), new Part.Refusal("no")), List.of(), List.of()));
		assertThat(request.extras()).isEmpty();
	}

	@Test
	void shouldReadReasoningThatComesBack() {
		assertThat(reasoning("'reasoning_content':'r'")).containsExactly(new ReasoningBlock("r", null, null));
		assertThat(reasoning("'reasoning':'r'")).containsExactly(new ReasoningBlock("r", null, null));
		assertThat(reasoning("""
				'reasoning_content':'ab','reasoning_details':[{'type':'reasoning.text','text':'a','signature':'s'},
				{'type':'reasoning.text','text':'b'},{'type':'reasoning.encrypted','data':'e'}]""")).containsExactly(
				new ReasoningBlock("a", "s", null), new ReasoningBlock("b", null, null),
				new ReasoningBlock(null, null, "e"));
		assertThat(reasoning("'reasoning_content':'r','reasoning_details':[{'type':'reasoning.encrypted','data':'e'}]"))
			.containsExactly(new ReasoningBlock("r", null, null), new ReasoningBlock(null, null, "e"));
	}

	@Test
	void shouldReadReasoningInEveryDialect() {
		assertThat(with("'reasoning':{'effort':'low','max_tokens':5}").reasoning()).isEqualTo(new Reasoning("low", 5));
		assertThat(with("'thinking':{'type':'enabled','budget_tokens':1024}").reasoning())
			.isEqualTo(new Reasoning(null, 1024));
		assertThat(with("'thinking':{'type':'disabled'}").reasoning()).isEqualTo(new Reasoning("none", null));
		assertThat(with("'thinking':{'type':'enabled'}").extras()).containsOnlyKeys("thinking");
		assertThat(with("'reasoning_effort':'max'").extras()).containsOnlyKeys("reasoning_effort");
		assertThat(with("'reasoning':{'exclude':true}").extras()).containsOnlyKeys("reasoning.exclude");
		assertThat(refusal("'reasoning':{'effort':'low'},'reasoning_effort':'high'").param())
			.isEqualTo("reasoning.effort");
	}

	@Test
	void shouldTakeNullForAbsent() {
		ChatRequest request = with("""
				'temperature':null,'top_p':null,'seed':null,'stop':null,'presence_penalty':null,'n':null,'tools':null,
				'tool_choice':null,'max_tokens':null,'response_format':null,'stream':null,'stream_options':null,
				'user':null,'reasoning_effort':null,'logit_bias':null,'anything':null""");
		assertThat(request).isEqualTo(with("'x':null"));
	}

	@Test
	void shouldLeaveOutDefaultsThatSayNothing() {
		assertThat(with("""
				'store':false,'logprobs':false,'service_tier':'auto','metadata':{},'logit_bias':{},
				'modalities':['text']""").extras()).isEmpty();
	}

	@Test
	void shouldKeepWhatHasNoNeutralMeaning() {
		ChatRequest request = with("""
				'store':true,'web_search_options':{},'verbosity':'low','top_k':5.10,
				'tools':[{'type':'custom','custom':{'name':'c'}},{'type':'function','function':{'name':'f'},'x':1}],
				'tool_choice':{'type':'allowed_tools','allowed_tools':{}},'response_format':{'type':'grammar'}""");
		assertThat(request.extras()).containsOnlyKeys("store", "web_search_options", "verbosity", "top_k", "tools[0]",
				"tools[1].x", "tool_choice", "response_format");
		assertThat(request.extras().get("top_k")).hasToString("5.10");
		assertThat(request.tools()).hasSize(1);
		assertThat(request.toolChoice()).isNull();
	}

	@Test
	void shouldKeepPartsOfMessagesThatHaveNoNeutralMeaning() {
		ChatRequest request = read("""
				{'model':'m','messages':[{'role':'system','content':'s','name':'n'},
				{'role':'user','content':[{'type':'video_url','video_url':{'url':'x'}},{'type':'text','text':'t'}]},
				{'role':'assistant','tool_calls':[{'id':'c','type':'custom','custom':{'name':'c','input':'i'}}]},
				{'role':'assistant','content':null,'function_call':{'name':'f','arguments':'{}'}},
				{'role':'function','name':'f','content':'r'}]}""");
		assertThat(request.extras()).containsOnlyKeys("messages[0].name", "messages[1].content[0]",
				"messages[2].tool_calls[0]", "messages[3].function_call", "messages[4]");
		assertThat(request.messages()).hasSize(5);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			'max_tokens':0                      | max_tokens
			'max_tokens':-1                     | max_tokens
			'max_tokens':'10'                   | max_tokens
			'max_tokens':1.5                    | max_tokens
			'max_tokens':10.0                   | max_tokens
			'max_tokens':1e309                  | max_tokens
			'max_tokens':9223372036854775808    | max_tokens
			'max_tokens':2147483648             | max_tokens
			'max_tokens':true                   | max_tokens
			'max_completion_tokens':0           | max_completion_tokens
			'max_completion_tokens':5,'max_tokens':6 | max_completion_tokens
			'temperature':2.1                   | temperature
			'temperature':-0.1                  | temperature
			'temperature':'1'                   | temperature
			'temperature':1e999                 | temperature
			'top_p':1.01                        | top_p
			'presence_penalty':3                | presence_penalty
			'frequency_penalty':-3              | frequency_penalty
			'seed':1.5                          | seed
			'seed':9223372036854775808          | seed
			'n':0                               | n
			'n':129                             | n
			'stop':['a','b','c','d','e']        | stop
			'stop':['a',1]                      | stop[1]
			'stop':1                            | stop
			'stream':'true'                     | stream
			'stream':1                          | stream
			'stream_options':{'include_usage':true} | stream_options
			'stream':true,'stream_options':{'include_usage':1} | stream_options.include_usage
			'user':5                            | user
			'tools':{}                          | tools
			'tools':[1]                         | tools[0]
			'tools':[{}]                        | tools[0].type
			'tools':[{'type':'function'}]       | tools[0].function
			'tools':[{'type':'function','function':{}}] | tools[0].function.name
			'tools':[{'type':'function','function':{'name':'f','parameters':[]}}] | tools[0].function.parameters
			'tool_choice':'sometimes'           | tool_choice
			'tool_choice':{'type':'function'}   | tool_choice.function
			'parallel_tool_calls':'yes'         | parallel_tool_calls
			'response_format':'json'            | response_format
			'response_format':{}                | response_format.type
			'response_format':{'type':'json_schema'} | response_format.json_schema
			'response_format':{'type':'json_schema','json_schema':{'name':'s'}} | response_format.json_schema.schema
			'reasoning_effort':1                | reasoning_effort
			'reasoning':'low'                   | reasoning
			'thinking':{'type':'enabled','budget_tokens':-5} | thinking.budget_tokens
			""", quoteCharacter = '"')
	void shouldNameTheFieldThatIsWrong(String field, String param) {
		ApiError error = refusal(field);
		assertThat(error.param()).isEqualTo(param);
		assertThat(error.status()).isEqualTo(400);
		assertThat(error.type()).isEqualTo("invalid_request_error");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{}                                  | messages[0].role
					1                                   | messages[0]
					{'role':'robot','content':'x'}      | messages[0].role
					{'role':'user'}                     | messages[0].content
					{'role':'user','content':null}      | messages[0].content
					{'role':'user','content':5}         | messages[0].content
					{'role':'user','content':[]}        | messages[0].content
					{'role':'user','content':['x']}     | messages[0].content[0]
					{'role':'user','content':[{'text':'x'}]} | messages[0].content[0].type
					{'role':'user','content':[{'type':'text'}]} | messages[0].content[0].text
					{'role':'user','content':[{'type':'image_url'}]} | messages[0].content[0].image_url
					{'role':'user','content':[{'type':'image_url','image_url':{}}]} | messages[0].content[0].image_url.url
					{'role':'user','content':[{'type':'image_url','image_url':{'url':'file:///x'}}]} | messages[0].content[0].image_url.url
					{'role':'user','content':[{'type':'image_url','image_url':{'url':'data:image/png,x'}}]} | messages[0].content[0].image_url.url
					{'role':'user','content':[{'type':'image_url','image_url':{'url':'data:;base64,x'}}]} | messages[0].content[0].image_url.url
					{'role':'user','content':[{'type':'image_url','image_url':{'url':'data:,'}}]} | messages[0].content[0].image_url.url
					{'role':'user','content':[{'type':'input_audio','input_audio':{'data':'x'}}]} | messages[0].content[0].input_audio.format
					{'role':'user','content':[{'type':'file','file':{}}]} | messages[0].content[0].file.file_data
					{'role':'user','content':'x','name':1} | messages[0].name
					{'role':'system','content':[{'type':'image_url','image_url':{'url':'https://x.y'}}]} | messages[0].content[0].type
					{'role':'tool','content':'x'}       | messages[0].tool_call_id
					{'role':'tool','tool_call_id':'c'}  | messages[0].content
					{'role':'assistant'}                | messages[0].content
					{'role':'assistant','tool_calls':[{'function':{'name':'f','arguments':'{}'}}]} | messages[0].tool_calls[0].id
					{'role':'assistant','tool_calls':[{'id':'c','function':{'name':'f','arguments':{}}}]} | messages[0].tool_calls[0].function.arguments
					{'role':'assistant','content':'x','reasoning_details':[{'type':'reasoning.encrypted'}]} | messages[0].reasoning_details[0].data
					""",
			quoteCharacter = '"')
	void shouldNameThePlaceInAMessageThatIsWrong(String message, String param) {
		assertThat(refused("{'model':'m','messages':[" + message + "]}").param()).isEqualTo(param);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "'model':null,", "'model':'',", "'model':5,", "'model':['m'],", "'model':'a\\nb',",
			"'model':'a\\u0000',", "'model':'a\\u009b',", "'model':'LONG'," })
	void shouldRefuseAModelThatIsNoName(String model) {
		assertThat(refused("{" + model.replace("LONG", "x".repeat(257)) + "'messages':[" + HELLO + "]}").param())
			.isEqualTo("model");
	}

	@Test
	void shouldRefuseARequestWithoutMessages() {
		assertThat(refused("{'model':'m'}").param()).isEqualTo("messages");
		assertThat(refused("{'model':'m','messages':null}").param()).isEqualTo("messages");
		assertThat(refused("{'model':'m','messages':[]}").param()).isEqualTo("messages");
		assertThat(refused("{'model':'m','messages':'x'}").param()).isEqualTo("messages");
	}

	@Test
	void shouldTakeExpressionsForText() {
		assertThat(read("{'model':'{{env:HOME}}','messages':[" + HELLO + "]}").model()).isEqualTo("{{env:HOME}}");
	}

	private List<ReasoningBlock> reasoning(String fields) {
		Message message = read("{'model':'m','messages':[{'role':'assistant','content':'x'," + fields + "}]}")
			.messages()
			.getFirst();
		return ((Message.Assistant) message).reasoning();
	}

	private ChatRequest with(String fields) {
		return read("{'model':'m','messages':[" + HELLO + "]," + fields + "}");
	}

	private ApiError refusal(String fields) {
		return refused("{'model':'m','messages':[" + HELLO + "]," + fields + "}");
	}

	private ApiError refused(String body) {
		return catchThrowableOfType(CallRefused.class, () -> read(body)).error();
	}

	/** With single quotes for double ones, to be read by people. */
	private ChatRequest read(String body) {
		return this.reader.read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
	}

	private static JsonNode json(String text) {
		try {
			return new ObjectMapper().readTree(text.replace('\'', '"'));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
