package dev.serai.faults;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.FakeProvider.Script;
import dev.serai.testing.Gateway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** R09: whatever the form of a provider's error, its message and its field survive. */
class ErrorShapesTest {

	private static final String MESSAGE = "temperature is too hot";

	private Scene scene;

	@BeforeEach
	void set() {
		this.scene = Scene.set();
	}

	/** Any form may come from any provider: there are relays in between. */
	static Stream<Arguments> shapes() {
		return Arrays.stream(Speaker.values())
			.flatMap(speaker -> Stream.of(
					shape(speaker, "OpenAI", "{'error':{'message':'M','type':'t','param':'P','code':'c'}}", true),
					shape(speaker, "only text", "{'error':'M'}", false),
					shape(speaker, "xAI", "{'code':'invalid-argument','error':'M'}", false),
					shape(speaker, "message", "{'message':'M'}", false),
					shape(speaker, "Cohere data", "{'data':{'message':'M'}}", false),
					shape(speaker, "vLLM",
							"{'object':'error','message':'M','type':'BadRequestError','param':'P','code':400}", true),
					shape(speaker, "detail", "{'detail':'M'}", false),
					shape(speaker, "FastAPI", "{'detail':[{'type':'value','loc':['body','P'],'msg':'M','input':9}]}",
							true),
					shape(speaker, "Mistral",
							"{'object':'error','message':{'detail':[{'type':'missing','loc':['body','P'],'msg':'M'}]},"
									+ "'type':'invalid_request_error','param':null,'code':null}",
							true),
					shape(speaker, "OAuth", "{'error':'invalid_request','error_description':'M'}", false),
					shape(speaker, "Anthropic",
							"{'type':'error','error':{'type':'invalid_request_error','message':'M'}}", false),
					shape(speaker, "Google",
							"{'error':{'code':400,'message':'M','status':'INVALID_ARGUMENT','details':[{'@type':"
									+ "'type.googleapis.com/google.rpc.BadRequest','fieldViolations':[{'field':'P',"
									+ "'description':'d'}]}]}}",
							true),
					shape(speaker, "Google in an array",
							"[{'error':{'code':400,'message':'M','status':'INVALID_ARGUMENT'}}]", false),
					shape(speaker, "Azure",
							"{'error':{'code':'BadRequest','message':'M','target':'P','innererror':{'code':'x',"
									+ "'content_filter_result':{'hate':{'filtered':true}}}}}",
							true),
					shape(speaker, "AWS", "{'__type':'com.amazon.coral#ValidationException','message':'M'}", false),
					shape(speaker, "AWS with a capital", "{'Message':'M'}", false),
					shape(speaker, "OpenRouter",
							"{'error':{'code':400,'message':'Provider returned error','metadata':{'provider_name':'x',"
									+ "'raw':'{\\'error\\':{\\'message\\':\\'M\\',\\'param\\':\\'P\\'}}'}}}",
							true),
					shape(speaker, "OpenRouter with text",
							"{'error':{'code':400,'message':'Provider returned error','metadata':{'raw':'M'}}}", false),
					shape(speaker, "Groq",
							"{'error':{'message':'M','type':'invalid_request_error','code':'tool_use_failed',"
									+ "'failed_generation':'<f>'}}",
							false),
					shape(speaker, "Hugging Face", "{'error':['M'],'error_type':'validation'}", false),
					shape(speaker, "Hugging Face with text", "{'error':'M','error_type':'validation'}", false),
					shape(speaker, "Cloudflare", "{'success':false,'errors':[{'code':5006,'message':'M'}],'result':{}}",
							false),
					shape(speaker, "Spring", "{'status':400,'error':'Bad Request','message':'M','path':'/v1'}", false),
					shape(speaker, "problem", "{'type':'https://x.y/z','title':'Bad','status':400,'detail':'M'}",
							false)));
	}

	private static Arguments shape(Speaker speaker, String name, String body, boolean withField) {
		String json = body.replace("\\'", "\\\"")
			.replace('\'', '"')
			.replace("\"M\"", '"' + MESSAGE + '"')
			.replace("M\\\"", MESSAGE + "\\\"")
			.replace("\"P\"", "\"temperature\"")
			.replace("P\\\"", "temperature\\\"");
		return argumentSet(speaker + " " + name, speaker, json, withField);
	}

	@ParameterizedTest
	@MethodSource("shapes")
	void theCallerOfABadRequestReadsTheProvidersWords(Speaker speaker, String body, boolean withField) {
		speaker.in(this.scene).plays((request, wire) -> wire.json(400, body));
		for (String request : new String[] { Said.request(speaker.alone), Said.streamRequest(speaker.alone) }) {
			HttpResponse<String> response = this.scene.patient(request);
			assertThat(response.statusCode()).isEqualTo(400);
			JsonNode error = Gateway.json(response).path("error");
			assertThat(error.path("message").asText()).contains(MESSAGE).doesNotContain("{", "[");
			assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
			assertThat(error.path("code").asText()).isNotBlank();
			assertThat(error.path("param").asText("null")).isEqualTo(withField ? "temperature" : "null");
		}
	}

	@ParameterizedTest
	@MethodSource("shapes")
	void anErrorUnderA200IsReadTheSame(Speaker speaker, String body, boolean withField) {
		speaker.in(this.scene).plays((request, wire) -> wire.json(200, body));
		HttpResponse<String> response = this.scene.patient(Said.request(speaker.alone));
		assertThat(response.statusCode()).isGreaterThanOrEqualTo(400);
		assertThat(failure(response.headers().firstValue("x-request-id").orElseThrow())).contains(MESSAGE);
	}

	@ParameterizedTest
	@MethodSource("shapes")
	void anErrorWithinAStreamIsReadTheSame(Speaker speaker, String body, boolean withField) {
		String[] begin = speaker.stream("Hi.", "unused").toArray(String[]::new);
		String[] events = Arrays.copyOf(begin, (speaker == Speaker.ANTHROPIC) ? 4 : 2);
		events[events.length - 1] = body;
		speaker.in(this.scene).plays((request, wire) -> Speaker.send(wire, events));
		Scene.Heard stream = this.scene.heard(Said.streamRequest(speaker.alone));
		assertThat(Gateway.events(stream.text())).last().asString().contains("\"error\":{");
		assertThat(stream.text()).contains("Hi.").doesNotContain("[DONE]");
		assertThat(failure(stream.id())).contains(MESSAGE);
	}

	private String failure(String id) {
		this.scene.call(id);
		return this.scene.gateway.database()
			.sql("SELECT failure FROM attempt WHERE call_id = ?::uuid ORDER BY number LIMIT 1")
			.param(id)
			.query(String.class)
			.single();
	}

	@ParameterizedTest
	@EnumSource
	void plainTextIsAMessageAndAPageIsNone(Speaker speaker) {
		speaker.in(this.scene).plays(text("text/plain", MESSAGE));
		assertThat(message(speaker)).isEqualTo(MESSAGE);
		speaker.in(this.scene).plays(text("text/html", "<html><h1>nginx at db.internal</h1></html>"));
		assertThat(message(speaker)).isNotBlank().doesNotContain("<", "nginx", "internal");
		speaker.in(this.scene)
			.plays(text("application/json",
					"{\"error\":{\"message\":\"<!DOCTYPE html><html>nginx at db.internal</html>\"}}"));
		assertThat(message(speaker)).isNotBlank().doesNotContain("<", "nginx", "internal");
	}

	@ParameterizedTest
	@EnumSource
	void whatIsShownIsBoundedAndHoldsNoSecretAndNoHost(Speaker speaker) {
		String provider = Map.of(Speaker.OPENAI, "alpha", Speaker.ANTHROPIC, "claude", Speaker.GEMINI, "gemini")
			.get(speaker);
		String secret = OwnConfiguration.keyOf(provider);
		String words = "Key " + secret + " refused at " + speaker.in(this.scene).url() + " " + "y".repeat(10_000);
		String error = "{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\",\"type\":\"invalid_request_error\","
				+ "\"message\":\"" + words + "\",\"param\":\"" + secret + "\"}}";
		speaker.in(this.scene).plays(text("application/json", error));
		assertThat(message(speaker)).hasSizeLessThan(2_100).doesNotContain(secret, "127.0.0.1");
		String[] begin = speaker.stream("Hi.", "unused").toArray(String[]::new);
		String[] events = Arrays.copyOf(begin, (speaker == Speaker.ANTHROPIC) ? 4 : 2);
		events[events.length - 1] = error;
		speaker.in(this.scene).plays((request, wire) -> Speaker.send(wire, events));
		Scene.Heard stream = this.scene.heard(Said.streamRequest(speaker.alone));
		assertThat(stream.text()).contains("refused at").doesNotContain(secret, "127.0.0.1");
		assertThat(failure(stream.id())).doesNotContain(secret, "127.0.0.1");
	}

	private String message(Speaker speaker) {
		HttpResponse<String> response = this.scene.patient(Said.request(speaker.alone));
		assertThat(response.statusCode()).isEqualTo(400);
		return Gateway.json(response).at("/error/message").asText();
	}

	private static Script text(String type, String body) {
		return (request, wire) -> wire.bytes(400, type, body.getBytes(StandardCharsets.UTF_8));
	}

	static Stream<Arguments> spent() {
		return Stream.of(argumentSet("OpenAI", "poor1", Speaker.OPENAI, 429,
				"{'error':{'message':'You exceeded your current quota','type':'insufficient_quota','param':null,"
						+ "'code':'insufficient_quota'}}"),
				argumentSet("DeepSeek", "poor2", Speaker.OPENAI, 402,
						"{'error':{'message':'Insufficient Balance','type':'unknown_error','code':'invalid_request_error'}}"),
				argumentSet("OpenRouter", "poor3", Speaker.OPENAI, 402,
						"{'error':{'message':'Insufficient credits','code':402}}"),
				argumentSet("xAI", "poor4", Speaker.OPENAI, 403,
						"{'code':'permission','error':'Your team has used all available credits'}"),
				argumentSet("in a 200", "poor5", Speaker.OPENAI, 200,
						"{'error':{'message':'x','code':'insufficient_quota'}}"),
				argumentSet("Anthropic", "poor-claude", Speaker.ANTHROPIC, 400,
						"{'type':'error','error':{'type':'invalid_request_error',"
								+ "'message':'Your credit balance is too low to access the Anthropic API.'}}"),
				argumentSet("Google's day", "poor-gemini", Speaker.GEMINI, 429,
						"{'error':{'code':429,'message':'Quota exceeded','status':'RESOURCE_EXHAUSTED','details':[{'@type':"
								+ "'type.googleapis.com/google.rpc.QuotaFailure','violations':[{'quotaId':"
								+ "'GenerateRequestsPerDayPerProjectPerModel-FreeTier'}]}]}}"));
	}

	@ParameterizedTest
	@MethodSource("spent")
	void anAccountWithoutQuotaIsPassedOverForAWhile(String model, Speaker speaker, int status, String body) {
		speaker.in(this.scene).plays((request, wire) -> wire.json(status, body.replace('\'', '"')));
		this.scene.beta.plays(Said.answering("From beta."));
		HttpResponse<String> first = this.scene.patient(Said.request(model));
		assertThat(first.body()).isEqualTo(Said.answer("From beta."));
		assertThat(this.scene.attempts(first).getFirst()).containsEntry("failure_kind", "insufficient_quota");
		assertThat(this.scene.patient(Said.request(model)).statusCode()).isEqualTo(200);
		assertThat(speaker.in(this.scene).requests()).hasSize(1);
	}

	@Test
	void aCallerLearnsThatThereIsNoQuotaAndThatItIsNoRateLimit() {
		this.scene.alpha.plays((request, wire) -> wire.json(429,
				"{\"error\":{\"message\":\"no money\",\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\"}}"));
		for (int i = 0; i < 2; i++) {
			HttpResponse<String> response = this.scene.patient(Said.request("poor-alone6"));
			assertThat(response.statusCode()).isEqualTo(429);
			assertThat(Scene.error(response)).isEqualTo("insufficient_quota");
			assertThat(Gateway.json(response).at("/error/type").asText()).isEqualTo("insufficient_quota");
			assertThat(Scene.header(response, "x-should-retry")).isEqualTo("false");
			assertThat(response.headers().firstValue("retry-after")).isEmpty();
			assertThat(response.body()).doesNotContain("no money");
		}
		assertThat(this.scene.alpha.requests()).hasSize(1);
	}

}
