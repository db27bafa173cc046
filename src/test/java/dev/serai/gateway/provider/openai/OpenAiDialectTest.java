package dev.serai.gateway.provider.openai;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.endpoint.openai.ChatRequestReader;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.provider.OperationCodec.Fit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** What a caller's request in OpenAI's format becomes in a dialect of it. */
class OpenAiDialectTest {

	private static final String PLAIN = "[{'role':'user','content':'hi'}]";

	private static final String CALL = "{'role':'assistant','content':null,'tool_calls':[{'id':'%s','type':'function',"
			+ "'function':{'name':'f','arguments':'{}'}}]}";

	private static final String TOOLS = "'tools':[{'type':'function','function':{'name':'f'}}]";

	static Stream<Arguments> messages() {
		String result = "{'role':'tool','tool_call_id':'%s','content':'1'}";
		return Stream.of(
				argumentSet("the role developer becomes system", "{'developer':'system'}",
						"[{'role':'developer','content':'be brief'},{'role':'user','content':'hi'}]",
						"[{'role':'system','content':'be brief'},{'role':'user','content':'hi'}]"),
				argumentSet("instructions are joined at the beginning", "{'instructions':'first'}",
						"[{'role':'system','content':'a'},{'role':'user','content':'hi'},{'role':'system','content':'b'}]",
						"[{'role':'system','content':'a\\n\\nb'},{'role':'user','content':'hi'}]"),
				argumentSet("turns alternate", "{'turns':'alternate'}",
						"[{'role':'user','content':'a'},{'role':'user','content':[{'type':'text','text':'b'}]}]",
						"[{'role':'user','content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}]"),
				argumentSet("a user's name stands before the text", "{'names':'text'}",
						"[{'role':'user','name':'Ada','content':'hi'}]", "[{'role':'user','content':'Ada: hi'}]"),
				argumentSet("reasoning is omitted", "{'reasoning':'omitted'}",
						"[{'role':'assistant','content':'a','reasoning_content':'r','reasoning_details':[]},{'role':'user','content':'hi'}]",
						"[{'role':'assistant','content':'a'},{'role':'user','content':'hi'}]"),
				argumentSet("reasoning is sent in the provider's field", "{'reasoning':'reasoning_content'}",
						"[{'role':'assistant','content':'a','reasoning':'r'},{'role':'user','content':'hi'}]",
						"[{'role':'assistant','content':'a','reasoning_content':'r'},{'role':'user','content':'hi'}]"),
				argumentSet("fields are omitted", "{'omitted':['annotations','index']}",
						"[{'role':'assistant','content':'a','annotations':[]},{'role':'user','content':'hi'}]",
						"[{'role':'assistant','content':'a'},{'role':'user','content':'hi'}]"),
				argumentSet("lists of texts are joined", "{'textOnly':['system']}",
						"[{'role':'system','content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]},{'role':'user','content':'hi'}]",
						"[{'role':'system','content':'a\\n\\nb'},{'role':'user','content':'hi'}]"),
				argumentSet("markers of caching are dropped", "{'cacheControl':'dropped'}",
						"[{'role':'user','cache_control':{'type':'ephemeral'},'content':[{'type':'text','text':'a','cache_control':{'type':'ephemeral'}}]}]",
						"[{'role':'user','content':[{'type':'text','text':'a'}]}]"),
				argumentSet("images get their registered type", "{'images':['image/jpeg']}",
						"[{'role':'user','content':[{'type':'image_url','image_url':{'url':'data:image/jpg;base64,AAAA'}}]}]",
						"[{'role':'user','content':[{'type':'image_url','image_url':{'url':'data:image/jpeg;base64,AAAA'}}]}]"),
				argumentSet("text files are sent as text", "{'documents':['application/pdf']}",
						"[{'role':'user','content':[{'type':'file','file':{'filename':'a.csv','file_data':'data:text/csv;base64,YSxi'}}]}]",
						"[{'role':'user','content':[{'type':'text','text':'a.csv:\\n\\na,b'}]}]"),
				argumentSet("an answer that the model is to continue is marked", "{'prefill':'prefix'}",
						"[{'role':'user','content':'hi'},{'role':'assistant','content':'Once'}]",
						"[{'role':'user','content':'hi'},{'role':'assistant','content':'Once','prefix':true}]"),
				argumentSet("empty content is an empty text", "{'emptyContent':'text'}",
						"[" + PLAIN.substring(1, PLAIN.length() - 1) + "," + CALL.formatted("a") + ","
								+ result.formatted("a") + "]",
						"[" + PLAIN.substring(1, PLAIN.length() - 1) + "," + CALL.formatted("a").replace("null", "''")
								+ "," + result.formatted("a") + "]"),
				argumentSet("images of results follow in a user's message", "{'toolResults':'text'}",
						"[{'role':'user','content':'hi'}," + CALL.formatted("a")
								+ ",{'role':'tool','tool_call_id':'a','content':[{'type':'text','text':'1'},{'type':'image_url','image_url':{'url':'https://e.com/i.png'}}]}]",
						"[{'role':'user','content':'hi'}," + CALL.formatted("a")
								+ ",{'role':'tool','tool_call_id':'a','content':'1'},{'role':'user','content':[{'type':'image_url','image_url':{'url':'https://e.com/i.png'}}]}]"),
				argumentSet("an answer stands between results and a user", "{'turns':'answer-after-tools'}",
						"[{'role':'user','content':'hi'}," + CALL.formatted("a") + "," + result.formatted("a")
								+ ",{'role':'user','content':'and?'}]",
						"[{'role':'user','content':'hi'}," + CALL.formatted("a") + "," + result.formatted("a")
								+ ",{'role':'assistant','content':'Understood.'},{'role':'user','content':'and?'}]"),
				argumentSet("a request that fits stays as it is", "{'toolCallIds':{'pattern':'[a-z]+'}}",
						"[{'role':'user','content':'hi'}," + CALL.formatted("abc") + "," + result.formatted("abc")
								+ "]",
						"[{'role':'user','content':'hi'}," + CALL.formatted("abc") + "," + result.formatted("abc")
								+ "]"));
	}

	@ParameterizedTest
	@MethodSource("messages")
	void changesMessages(String dialect, String messages, String expected) {
		assertThat(sent(dialect, "{'model':'m','messages':" + messages + "}").path("messages"))
			.isEqualTo(json(expected));
	}

	@Test
	void replacesIdsConsistently() {
		String chat = "[{'role':'user','content':'hi'}," + CALL.formatted("call-1") + ","
				+ "{'role':'tool','tool_call_id':'call-1','content':'1'}," + CALL.formatted("call-1")
				+ ",{'role':'tool','tool_call_id':'call-1','content':'2'}]";
		JsonNode sent = sent("{'toolCallIds':{'pattern':'[a-zA-Z0-9]{9}','length':9}}",
				"{'model':'m'," + TOOLS + ",'messages':" + chat + "}")
			.path("messages");
		String first = sent.at("/1/tool_calls/0/id").asText();
		String second = sent.at("/3/tool_calls/0/id").asText();
		assertThat(first).matches("[a-zA-Z0-9]{9}").isEqualTo(sent.at("/2/tool_call_id").asText());
		assertThat(second).matches("[a-zA-Z0-9]{9}").isNotEqualTo(first).isEqualTo(sent.at("/4/tool_call_id").asText());
	}

	static Stream<Arguments> parameters() {
		return Stream.of(
				argumentSet("dropped", "{'parameters':{'dropped':['user']}}", "'user':'u','seed':1", "{'seed':1}"),
				argumentSet("renamed", "{'parameters':{'renamed':{'seed':'random_seed'}}}", "'seed':1",
						"{'random_seed':1}"),
				argumentSet("replaced", "{'parameters':{'replaced':{'reasoning_effort':{'minimal':'low'}}}}",
						"'reasoning_effort':'minimal'", "{'reasoning_effort':'low'}"),
				argumentSet("exclusive", "{'parameters':{'exclusive':[['temperature','top_p']]}}",
						"'temperature':0.5,'top_p':0.9", "{'temperature':0.5}"),
				argumentSet("a refused one's default means nothing", "{'parameters':{'refused':['temperature']}}",
						"'temperature':1.0", "{}"),
				argumentSet("the provider's limit", "{'outputLimit':'max_completion_tokens'}", "'max_tokens':7",
						"{'max_completion_tokens':7}"),
				argumentSet("the other limit", "{'outputLimit':'max_tokens'}", "'max_completion_tokens':7",
						"{'max_tokens':7}"),
				argumentSet("unknown fields pass", "{'parameters':{'dropped':['user']}}", "'user':'u','x':{'y':1e2}",
						"{'x':{'y':1e2}}"));
	}

	@ParameterizedTest
	@MethodSource("parameters")
	void changesParameters(String dialect, String given, String expected) {
		JsonNode sent = sent(dialect, "{'model':'m','messages':" + PLAIN + "," + given + "}");
		assertThat(((ObjectNode) sent).remove(List.of("model", "messages"))).isEqualTo(json(expected));
	}

	static Stream<Arguments> refused() {
		return Stream.of(argumentSet("refused", "{'parameters':{'refused':['stop']}}", "'stop':['x']", "stop"),
				argumentSet("not allowed", "{'parameters':{'allowed':{'n':[1]}}}", "'n':2", "n"),
				argumentSet("too much", "{'parameters':{'atMost':{'temperature':1}}}", "'temperature':1.2",
						"temperature"),
				argumentSet("too many", "{'parameters':{'atMost':{'stop':1}}}", "'stop':['a','b']", "stop"),
				argumentSet("not in a closed list", "{'parameters':{'accepted':['seed']}}", "'logit_bias':{'1':2}",
						"logit_bias"),
				argumentSet("while it reasons",
						"{'parameters':{'refusedWithReasoning':['temperature'],'effort':'medium'}}",
						"'temperature':0.2", "temperature"),
				argumentSet("with tools", "{'parameters':{'refusedWithTools':['response_format']}}",
						TOOLS + ",'response_format':{'type':'json_object'}", "response_format"),
				argumentSet("other than tools need", "{'parameters':{'withTools':{'reasoning_effort':'none'}}}",
						TOOLS + ",'reasoning_effort':'high'", "reasoning_effort"),
				argumentSet("a tool's name", "{'toolNames':'[a-e]+'}", TOOLS, "tools[0].function.name"));
	}

	@ParameterizedTest
	@MethodSource("refused")
	void namesWhatIsRefused(String dialect, String given, String param) {
		Fit fit = fit(dialect, "{'model':'m','messages':" + PLAIN + "," + given + "}");
		assertThat(fit.refused()).as("refused").isNotNull().extracting("param").isEqualTo(param);
	}

	@Test
	void sendsWhatToolsNeed() {
		JsonNode sent = sent("{'parameters':{'withTools':{'reasoning_effort':'none'}}}",
				"{'model':'m'," + TOOLS + ",'messages':" + PLAIN + "}");
		assertThat(sent.path("reasoning_effort").asText()).isEqualTo("none");
		assertThat(sent.at("/tools/0/function/parameters")).isEqualTo(json("{'type':'object','properties':{}}"));
	}

	@Test
	void tellsWhatIsAdapted() {
		Fit fit = fit("{'parameters':{'dropped':['user']}}", "{'model':'m','user':'u','messages':" + PLAIN + "}");
		assertThat(fit.refused()).isNull();
		assertThat(fit.adapted()).containsExactly("user is not sent: this model does not take it");
	}

	@Test
	void keepsTheBytesOfARequestThatNoRuleIsAbout() {
		String body = "{\"model\" : \"m\", \"temperature\" : 0.50, \"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
		Deployment deployment = Deployments.in("{\"developer\":\"system\",\"parameters\":{\"dropped\":[\"user\"]}}",
				"m");
		byte[] wire = body.getBytes(StandardCharsets.UTF_8);
		assertThat(new OpenAiChat().encode(read(body), wire, deployment)).asString(StandardCharsets.UTF_8)
			.isEqualTo(body);
	}

	private static JsonNode sent(String dialect, String request) {
		String body = request.replace('\'', '"');
		Deployment deployment = Deployments.in(dialect.replace('\'', '"'), "m");
		byte[] sent = new OpenAiChat().encode(read(body), body.getBytes(StandardCharsets.UTF_8), deployment);
		return json(new String(sent, StandardCharsets.UTF_8));
	}

	private static Fit fit(String dialect, String request) {
		return new OpenAiChat().fit(read(request.replace('\'', '"')),
				Deployments.in(dialect.replace('\'', '"'), "m").dialect());
	}

	private static ChatRequest read(String body) {
		return new ChatRequestReader().read(body.getBytes(StandardCharsets.UTF_8));
	}

	private static JsonNode json(String text) {
		return Json.object("{\"value\":" + text.replace('\'', '"') + "}").get("value");
	}

}
