package dev.serai.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import dev.serai.testing.Operator;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.serai.testing.AwaitDefaults.awaitComing;
import static org.assertj.core.api.Assertions.assertThat;

/** A call that does not come over HTTP is a call like any other. */
class MessageCallTest {

	private static final String QUESTION = "{\"model\":\"alone\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

	private static final FakeProvider PROVIDER = new FakeProvider();

	private static Path files;

	private static Gateway gateway;

	private static ProducerTemplate messages;

	@BeforeAll
	static void start() throws IOException {
		files = Files.createTempDirectory("serai-files");
		String example = Files.readString(Path.of("config/routes/files.camel.yaml.example"))
			.replace("{{env:SERAI_FILES_DIR:./data/files}}", files.toString())
			.replace("Bearer {{env:SERAI_FILES_KEY}}", "Bearer ${properties:key.for.files:none}");
		gateway = new OwnConfiguration().provider("alpha", "openai", PROVIDER.url() + "/v1")
			.model("alone", "alpha")
			.file("routes/files.camel.yaml", example)
			.start();
		messages = gateway.part(ProducerTemplate.class);
	}

	@AfterAll
	static void stop() {
		gateway.close();
		PROVIDER.close();
	}

	@BeforeEach
	void answer() {
		PROVIDER.plays((request, wire) -> wire.json(200, OneProvider.ANSWER)).forget();
	}

	@Test
	void theAnswerComesBackAndTheCallIsRecorded() {
		Exchange reply = ask(QUESTION,
				Map.of("authorization", "Bearer " + gateway.key(), "x-serai-feature", "Übersetzung 翻訳"));
		assertThat(reply.getMessage().getBody(String.class)).isEqualTo(OneProvider.ANSWER);
		assertThat(reply.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(200);
		Map<String, Object> row = awaitComing()
			.until(() -> gateway.database()
				.sql("SELECT * FROM call WHERE feature = ?")
				.param("Übersetzung 翻訳")
				.query()
				.listOfRows(), found -> !found.isEmpty())
			.getFirst();
		assertThat(row).containsEntry("outcome", "ok");
	}

	@Test
	void aStreamIsReadToItsEnd() {
		PROVIDER.plays((request, wire) -> wire.stream()
			.event("{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}")
			.event("[DONE]")
			.end());
		Exchange reply = ask(QUESTION.replaceFirst("\\{", "{\"stream\":true,"),
				Map.of("authorization", "Bearer " + gateway.key()));
		assertThat(reply.getMessage().getBody(String.class)).contains("\"content\":\"Hi\"")
			.endsWith("data: [DONE]\n\n");
	}

	@Test
	void whatIsRefusedOverHttpIsRefusedHere() {
		assertThat(error(ask(QUESTION, Map.of()), 401)).isEqualTo("invalid_api_key");
		assertThat(error(ask("{", Map.of("authorization", "Bearer " + gateway.key())), 400)).isEqualTo("invalid_json");
		assertThat(error(ask(null, Map.of("authorization", "Bearer " + gateway.key())), 400)).isNotEmpty();
		Operator operator = new Operator(gateway);
		JsonNode key = operator.newKey(operator.newTeam(), ",\"allowedModels\":[\"another\"]");
		assertThat(error(ask(QUESTION, Map.of("authorization", "Bearer " + key.path("secret").asText())), 403))
			.isEqualTo("model_not_allowed");
		JsonNode overHttp = operator.newKey(operator.newTeam(), ",\"allowedEndpoints\":[\"/v1/chat/completions\"]");
		assertThat(error(ask(QUESTION, Map.of("authorization", "Bearer " + overHttp.path("secret").asText())), 403))
			.isNotEmpty();
		assertThat(PROVIDER.requests()).isEmpty();
	}

	@Test
	void noHeaderOfTheMessageReachesTheProvider() {
		ask(QUESTION, Map.of("authorization", "Bearer " + gateway.key(), "x-of-mine", "secret", "CamelHttpUri",
				"http://127.0.0.1:1/elsewhere"));
		assertThat(PROVIDER.lastRequest().headers()).doesNotContainKey("x-of-mine");
		assertThat(PROVIDER.lastRequest().target()).isEqualTo("/v1/chat/completions");
	}

	@Test
	void callsGiveBackTheirPlaceHoweverManyAMessageMakes() {
		Map<String, Object> headers = Map.of("authorization", "Bearer " + gateway.key());
		Exchange message = ask(QUESTION, headers);
		for (int i = 0; i < 3; i++) {
			message.getMessage().setHeaders(new java.util.HashMap<>(headers));
			message.getMessage().setBody(QUESTION);
			messages.send("direct:message-call", message);
		}
		assertThat(PROVIDER.requests()).hasSize(4);
		awaitComing().until(() -> gateway.database()
			.sql("SELECT count(*) FROM call WHERE outcome = 'error'")
			.query(Long.class)
			.single() == 0);
	}

	@Test
	void filesAreAnsweredAsTheExampleSays() throws IOException {
		System.setProperty("key.for.files", gateway.key());
		Path inbox = Files.createDirectories(files.resolve("inbox"));
		Files.writeString(inbox.resolve("one.json"), QUESTION);
		Path answer = files.resolve("outbox/one.json");
		awaitComing().until(() -> Files.exists(answer) && Files.size(answer) > 0);
		assertThat(answer).hasContent(OneProvider.ANSWER);
		awaitComing().until(() -> Files.exists(files.resolve("done/one.json")));
	}

	@Test
	void anErrorIsWrittenLikeAnAnswer() throws IOException {
		System.setProperty("key.for.files", gateway.key());
		Files.writeString(Files.createDirectories(files.resolve("inbox")).resolve("broken.json"), "{");
		Path answer = files.resolve("outbox/broken.json");
		awaitComing().until(() -> Files.exists(answer) && Files.size(answer) > 0);
		assertThat(Gateway.json(Files.readString(answer)).at("/error/code").asText()).isEqualTo("invalid_json");
	}

	@Test
	void aRepeatedAnswerDoesNotEndTheRouteThatAskedForIt() {
		Map<String, Object> repeated = Map.of("authorization", "Bearer " + gateway.key(), "Idempotency-Key", "once");
		ask(QUESTION, repeated);
		Exchange message = ask(QUESTION, repeated);
		assertThat(message.getMessage().getBody(String.class)).isEqualTo(OneProvider.ANSWER);
		assertThat(message.isRouteStop()).isFalse();
		assertThat(PROVIDER.requests()).hasSize(1);
		message.getMessage().setBody(QUESTION);
		message.getMessage().setHeaders(new java.util.HashMap<>(Map.of("authorization", "Bearer " + gateway.key())));
		messages.send("direct:message-call", message);
		assertThat(PROVIDER.requests()).as("the next call of the message is a call of its own").hasSize(2);
	}

	private static String error(Exchange reply, int status) {
		assertThat(reply.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(status);
		return Gateway.json(reply.getMessage().getBody(String.class)).at("/error/code").asText();
	}

	private static Exchange ask(String body, Map<String, Object> headers) {
		return messages.request("direct:message-call", exchange -> {
			exchange.getMessage().setBody(body);
			headers.forEach(exchange.getMessage()::setHeader);
		});
	}

}
