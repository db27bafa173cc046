package dev.serai.gateway.provider.gemini;

import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.OutputFormat;
import dev.serai.gateway.operation.chat.ChatRequest.Tool;
import dev.serai.gateway.operation.chat.ChatRequest.ToolChoice;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.operation.chat.Message.ReasoningBlock;
import dev.serai.gateway.operation.chat.Message.Source;
import dev.serai.gateway.operation.chat.Message.ToolCall;
import dev.serai.gateway.provider.RequestSigner.Unsigned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.serai.gateway.provider.gemini.GeminiFixtures.FLASH_2_0;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.FLASH_2_5;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.FLASH_3;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.PROTOCOL;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.assistant;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.calls;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.deployment;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.encoded;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.json;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.quoted;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.request;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.result;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.system;
import static dev.serai.gateway.provider.gemini.GeminiFixtures.user;
import static org.assertj.core.api.Assertions.assertThat;

class GeminiEncodeTest {

	private static final Tool CLOCK = new Tool("clock", "Tells the time",
			json("{\"type\":\"object\",\"properties\":{\"zone\":{\"type\":\"string\"}}}"), null);

	private static final ToolCall CALL = new ToolCall("c1", "clock", "{\"zone\":\"UTC\"}", null);

	@Test
	void saysAPlainRequestAndNothingElse() {
		assertSaid(request(user("Hello")).build(), FLASH_2_5,
				"{'contents':[{'role':'user','parts':[{'text':'Hello'}]}]}");
	}

	@Test
	void hoistsInstructionsInTheirOrderAndMergesTurnsOfOneRole() {
		assertSaid(request(system("A"), user("1"), system("B"), user("2"), assistant("3"), assistant("4")).build(),
				FLASH_2_5, """
						{'systemInstruction':{'parts':[{'text':'A'},{'text':'B'}]},
						 'contents':[{'role':'user','parts':[{'text':'1'},{'text':'2'}]},
						             {'role':'model','parts':[{'text':'3'},{'text':'4'}]}]}""");
	}

	@Test
	void saysEveryKindOfMedia() {
		Message.User user = new Message.User(List.of(new Part.Image(new Source.Data("image/png", "aW1n"), null),
				new Part.Image(new Source.Url("https://img.example/a.b/cat.JPG?w=1#x"), null),
				new Part.Document(new Source.Data("application/pdf", "cGRm"), "a.pdf"),
				new Part.Document(new Source.Url("https://generativelanguage.googleapis.com/v1beta/files/f1"), null),
				new Part.Audio("bXAz", "mp3")), null);
		assertSaid(request(user).build(), FLASH_2_5, """
				{'contents':[{'role':'user','parts':[
				 {'inlineData':{'mimeType':'image/png','data':'aW1n'}},
				 {'fileData':{'fileUri':'https://img.example/a.b/cat.JPG?w=1#x','mimeType':'image/jpeg'}},
				 {'inlineData':{'mimeType':'application/pdf','data':'cGRm'}},
				 {'fileData':{'fileUri':'https://generativelanguage.googleapis.com/v1beta/files/f1'}},
				 {'inlineData':{'mimeType':'audio/mp3','data':'bXAz'}}]}]}""");
	}

	@Test
	void namesTheToolThatAResultIsOfAndMergesResultsWithTheNextTurn() {
		ChatRequest request = request(user("?"), calls(CALL, new ToolCall("c2", "dice", "", "c2ln")),
				result("c2", new Part.Text("6")), result("c1", new Part.Text("{\"at\":12.50}")), user("So?"))
			.build();
		assertSaid(request, FLASH_2_5, """
				{'contents':[{'role':'user','parts':[{'text':'?'}]},
				 {'role':'model','parts':[
				  {'functionCall':{'id':'c1','name':'clock','args':{'zone':'UTC'}}},
				  {'functionCall':{'id':'c2','name':'dice','args':{}},'thoughtSignature':'c2ln'}]},
				 {'role':'user','parts':[
				  {'functionResponse':{'id':'c2','name':'dice','response':{'result':'6'}}},
				  {'functionResponse':{'id':'c1','name':'clock','response':{'at':12.50}}},
				  {'text':'So?'}]}]}""");
	}

	@Test
	void signsTheFirstCallOfATurnForGemini3WhereTheSignatureIsLost() {
		ChatRequest request = request(user("?"), calls(CALL, new ToolCall("c2", "dice", "{}", null))).build();
		JsonNode parts = encoded(request, FLASH_3).at("/contents/1/parts");
		assertThat(parts.at("/0/thoughtSignature").asText()).isEqualTo(GeminiContents.UNSIGNED);
		assertThat(parts.get(1).has("thoughtSignature")).isFalse();
	}

	@Test
	void putsMediaOfAToolResultWhereTheGenerationWantsIt() {
		ChatRequest request = request(user("?"), calls(CALL), result("c1", new Part.Text("seen"),
				new Part.Image(new Source.Data("image/png", "aW1n"), null), new Part.Text("twice")))
			.build();
		assertThat(encoded(request, FLASH_2_5).at("/contents/2/parts")).isEqualTo(json(quoted("""
				[{'functionResponse':{'id':'c1','name':'clock','response':{'result':['seen','twice']}}},
				 {'inlineData':{'mimeType':'image/png','data':'aW1n'}}]""")));
		assertThat(encoded(request, FLASH_3).at("/contents/2/parts")).isEqualTo(json(quoted("""
				[{'functionResponse':{'id':'c1','name':'clock','response':{'result':['seen','twice']},
				  'parts':[{'inlineData':{'mimeType':'image/png','data':'aW1n'}}]}}]""")));
	}

	@Test
	void givesArgumentsThatAreNoObjectBackAsText() {
		ToolCall cut = new ToolCall("c1", "clock", "{\"zone\":", null);
		assertThat(encoded(request(user("?"), calls(cut)).build(), FLASH_3).at("/contents/1/parts/0/functionCall/args"))
			.isEqualTo(json("{\"unreadable_arguments\":\"{\\\"zone\\\":\"}"));
	}

	@Test
	void leavesTheReasoningOfAnotherProviderBehind() {
		Message.Assistant turn = new Message.Assistant(List.of(new Part.Text("42")), List.of(),
				List.of(new ReasoningBlock(null, null, "sealed", "anthropic-claude-v1"),
						new ReasoningBlock("", "c2ln", null, "anthropic-claude-v1")));
		assertThat(encoded(request(user("?"), turn).build(), FLASH_3).at("/contents/1/parts"))
			.isEqualTo(json("[{\"text\":\"42\"}]"));
	}

	@Test
	void givesReasoningBackWithItsSignatures() {
		Message.Assistant turn = new Message.Assistant(List.of(new Part.Text("42")), List.of(),
				List.of(new ReasoningBlock("Hm", "czE=", null), new ReasoningBlock("", "czI=", null)));
		assertThat(encoded(request(user("?"), turn).build(), FLASH_3).at("/contents/1/parts")).isEqualTo(json(quoted("""
				[{'text':'Hm','thought':true,'thoughtSignature':'czE='},{'text':'42'},
				 {'text':'','thoughtSignature':'czI='}]""")));
	}

	@Test
	void leavesOutATurnOfTheModelThatSaysNothing() {
		assertSaid(request(user("a"), assistant(""), user("b")).build(), FLASH_2_5,
				"{'contents':[{'role':'user','parts':[{'text':'a'},{'text':'b'}]}]}");
	}

	@Test
	void declaresToolsWithTheirPlainSchema() {
		JsonNode body = encoded(request(user("?")).tools(CLOCK, new Tool("dice", null, null, null)).build(), FLASH_2_5);
		assertThat(body.path("tools")).isEqualTo(json(quoted("""
				[{'functionDeclarations':[{'name':'clock','description':'Tells the time',
				  'parametersJsonSchema':{'type':'object','properties':{'zone':{'type':'string'}}}},
				  {'name':'dice'}]}]""")));
		assertThat(body.has("toolConfig")).isFalse();
	}

	@Test
	void mapsToolChoices() {
		assertThat(callingConfig(new ToolChoice.Auto(), null)).isEqualTo(json(quoted("{'mode':'AUTO'}")));
		assertThat(callingConfig(new ToolChoice.None(), null)).isEqualTo(json(quoted("{'mode':'NONE'}")));
		assertThat(callingConfig(new ToolChoice.Required(), null)).isEqualTo(json(quoted("{'mode':'ANY'}")));
		assertThat(callingConfig(new ToolChoice.Named("clock"), true))
			.isEqualTo(json(quoted("{'mode':'ANY','allowedFunctionNames':['clock']}")));
	}

	@Test
	void hasCallsOfStrictToolsValidated() {
		assertThat(callingConfig(null, true)).isEqualTo(json(quoted("{'mode':'VALIDATED'}")));
		assertThat(callingConfig(new ToolChoice.Auto(), true)).isEqualTo(json(quoted("{'mode':'VALIDATED'}")));
	}

	private static JsonNode callingConfig(ToolChoice choice, Boolean strict) {
		Tool tool = new Tool("clock", null, null, strict);
		return encoded(request(user("?")).tools(tool).toolChoice(choice).build(), FLASH_2_5)
			.at("/toolConfig/functionCallingConfig");
	}

	@Test
	void saysAllOfTheSampling() {
		ChatRequest request = request(user("?")).maxOutputTokens(99)
			.choices(2)
			.sampling(new ChatRequest.Sampling(0.5, 0.9, 7L, List.of("END", "STOP"), 0.25, -0.25))
			.extra("top_k", "40")
			.build();
		assertThat(encoded(request, FLASH_2_5).path("generationConfig")).isEqualTo(json(quoted("""
				{'maxOutputTokens':99,'temperature':0.5,'topP':0.9,'topK':40,'seed':7,'presencePenalty':0.25,
				 'frequencyPenalty':-0.25,'stopSequences':['END','STOP'],'candidateCount':2}""")));
	}

	@Test
	void asksForJson() {
		assertThat(encoded(request(user("?")).format(new OutputFormat.JsonObject()).build(), FLASH_2_5)
			.path("generationConfig")).isEqualTo(json(quoted("{'responseMimeType':'application/json'}")));
		OutputFormat schema = new OutputFormat.JsonSchema("city", "A city", json("{\"type\":\"object\"}"), true);
		assertThat(encoded(request(user("?")).format(schema).build(), FLASH_2_5).path("generationConfig"))
			.isEqualTo(json(quoted("""
					{'responseMimeType':'application/json',
					 'responseJsonSchema':{'type':'object','title':'city','description':'A city'}}""")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			gemini-2.5-flash       | low     |      | {'includeThoughts':true,'thinkingBudget':1024}
			gemini-2.5-pro         | medium  |      | {'includeThoughts':true,'thinkingBudget':8192}
			gemini-2.5-pro         | high    |      | {'includeThoughts':true,'thinkingBudget':24576}
			gemini-2.5-flash       | none    |      | {'thinkingBudget':0}
			gemini-2.5-flash       | high    | 500  | {'includeThoughts':true,'thinkingBudget':500}
			gemini-3-flash-preview | minimal |      | {'includeThoughts':true,'thinkingLevel':'minimal'}
			gemini-3.1-pro-preview | minimal |      | {'includeThoughts':true,'thinkingLevel':'low'}
			gemini-3.1-pro-preview | medium  |      | {'includeThoughts':true,'thinkingLevel':'medium'}
			gemini-3-pro-preview   | medium  |      | {'includeThoughts':true,'thinkingLevel':'high'}
			gemini-flash-latest    | xhigh   |      | {'includeThoughts':true,'thinkingLevel':'high'}
			gemini-3-flash-preview |         | 2000 | {'includeThoughts':true,'thinkingBudget':2000}
			""")
	void saysHowMuchToReasonInTheModelsOwnWay(String wireName, String effort, Integer budget, String expected) {
		Deployment deployment = deployment(wireName, FLASH_2_5.model().features());
		assertThat(encoded(request(user("?")).reasoning(effort, budget).build(), deployment)
			.at("/generationConfig/thinkingConfig")).isEqualTo(json(quoted(expected)));
	}

	@Test
	void saysNothingOfReasoningToAModelThatDoesNone() {
		assertThat(encoded(request(user("?")).reasoning("none", null).build(), FLASH_2_0).has("generationConfig"))
			.isFalse();
	}

	@Test
	void seesImagesInTheDetailAskedFor() {
		Message.User user = new Message.User(List.of(new Part.Image(new Source.Data("image/png", "aW1n"), "low")),
				null);
		assertThat(encoded(request(user).build(), FLASH_2_5).at("/generationConfig/mediaResolution").asText())
			.isEqualTo("MEDIA_RESOLUTION_LOW");
	}

	@Test
	void makesPathAndHeadersFromTheCatalog() {
		assertThat(new GeminiProtocol().name()).isEqualTo("gemini");
		assertThat(PROTOCOL.path(FLASH_2_5, false)).isEqualTo("/v1beta/models/gemini-2.5-flash:generateContent");
		assertThat(PROTOCOL.path(deployment("a b/../c?d", Set.of()), true))
			.isEqualTo("/v1beta/models/a%20b%2F..%2Fc%3Fd:streamGenerateContent?alt=sse");
		assertThat(signed(FLASH_2_5.provider())).hasSize(1).containsEntry("x-goog-api-key", "AIza-test");
		assertThat(signed(GeminiFixtures.provider(null))).isEmpty();
	}

	private static Map<String, String> signed(Provider provider) {
		return new GeminiProtocol().signer()
			.sign(provider, new Unsigned("POST", provider.baseUrl() + "/v1beta/models/m", Map.of(), new byte[0]));
	}

	private static void assertSaid(ChatRequest request, Deployment deployment, String expected) {
		assertThat(PROTOCOL.cannotCarry(request)).isEmpty();
		assertThat(PROTOCOL.cannotCarryTo(deployment, request)).isEmpty();
		assertThat(encoded(request, deployment)).isEqualTo(json(quoted(expected)));
	}

}
