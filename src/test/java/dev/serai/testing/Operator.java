package dev.serai.testing;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What an operator does with a gateway, as a test needs it. */
public record Operator(Gateway gateway) {

	private static final String CHAT = "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

	public HttpResponse<String> get(String path) {
		return this.gateway.send(this.gateway.admin(path).GET().build());
	}

	public HttpResponse<String> post(String path, String body) {
		return this.gateway.send(this.gateway.admin(path).POST(BodyPublishers.ofString(body)).build());
	}

	public HttpResponse<String> patch(String path, String body) {
		return this.gateway.send(this.gateway.admin(path).method("PATCH", BodyPublishers.ofString(body)).build());
	}

	/** As {@link #post}, by another method. */
	public HttpResponse<String> send(String method, String path, String body) {
		return this.gateway.send(this.gateway.admin(path).method(method, BodyPublishers.ofString(body)).build());
	}

	public HttpResponse<String> delete(String path) {
		return this.gateway.send(this.gateway.admin(path).DELETE().build());
	}

	/** A new team of a name that no other test uses; its id and name. */
	public JsonNode newTeam() {
		HttpResponse<String> made = post("/api/teams", "{\"name\":\"team-" + UUID.randomUUID() + "\"}");
		assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
		return Gateway.json(made);
	}

	/** A new key of a team; more are further fields, each begun with a comma. */
	public JsonNode newKey(JsonNode team, String more) {
		HttpResponse<String> made = post("/api/keys",
				"{\"teamId\":\"" + team.path("id").asText() + "\",\"name\":\"k\"" + more + "}");
		assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
		return Gateway.json(made);
	}

	/** A chat with a key, for a feature. */
	public HttpResponse<String> chat(JsonNode key, String model, String feature) {
		return this.gateway.send(this.gateway.request("/v1/chat/completions")
			.setHeader("authorization", "Bearer " + key.path("secret").asText())
			.header("x-serai-feature", feature)
			.POST(BodyPublishers.ofString(CHAT.formatted(model)))
			.build());
	}

	/** The record of a call, once it is there. */
	public JsonNode recordOf(HttpResponse<String> answer) {
		String path = "/api/calls/" + answer.headers().firstValue("x-request-id").orElseThrow();
		return Gateway.json(AwaitDefaults.awaitComing().until(() -> get(path), found -> found.statusCode() == 200));
	}

}
