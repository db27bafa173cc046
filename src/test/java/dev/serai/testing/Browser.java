package dev.serai.testing;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a person's browser holds and sends: a session's cookie, and its token with each
 * change.
 */
public final class Browser {

	/** Fit for everybody. */
	public static final String PASSWORD = "quite a long one 17";

	private final Gateway gateway;

	private String cookie = "";

	private String csrfToken = "";

	private JsonNode person = Gateway.json("{}");

	public Browser(Gateway gateway) {
		this.gateway = gateway;
	}

	/** A new person, signed in. */
	public static Browser of(Gateway gateway, String role) {
		String email = role + "-" + UUID.randomUUID() + "@example.com";
		HttpResponse<String> made = new Operator(gateway).post("/api/people",
				"{\"email\":\"%s\",\"name\":\"%s\",\"role\":\"%s\",\"password\":\"%s\"}".formatted(email, role, role,
						PASSWORD));
		assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
		Browser browser = new Browser(gateway);
		HttpResponse<String> in = browser.signIn(email, PASSWORD);
		assertThat(in.statusCode()).as(in.body()).isEqualTo(200);
		return browser;
	}

	/** The same person's browser, talking to another node. */
	public Browser at(Gateway other) {
		Browser browser = new Browser(other);
		browser.cookie = this.cookie;
		browser.csrfToken = this.csrfToken;
		browser.person = this.person;
		return browser;
	}

	public HttpResponse<String> signIn(String email, String password) {
		return taking(
				send("POST", "/api/session", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password)));
	}

	/** Takes what an answer has for a browser. */
	public HttpResponse<String> taking(HttpResponse<String> answer) {
		answer.headers()
			.allValues("set-cookie")
			.stream()
			.filter(set -> set.contains("serai-session="))
			.forEach(set -> this.cookie = set.substring(0, set.indexOf(';')));
		if (answer.statusCode() == 200 && answer.body().contains("csrfToken")) {
			JsonNode session = Gateway.json(answer);
			this.csrfToken = session.path("csrfToken").asText();
			this.person = session.path("person");
		}
		return answer;
	}

	public String id() {
		return this.person.path("id").asText();
	}

	public String email() {
		return this.person.path("email").asText();
	}

	public String cookie() {
		return this.cookie;
	}

	public String csrfToken() {
		return this.csrfToken;
	}

	/** Makes the person one of a team's. */
	public Browser in(JsonNode team, String role) {
		HttpResponse<String> joined = this.gateway
			.send(this.gateway.admin("/api/teams/" + team.path("id").asText() + "/members/" + id())
				.PUT(BodyPublishers.ofString("{\"role\":\"" + role + "\"}"))
				.build());
		assertThat(joined.statusCode()).as(joined.body()).isEqualTo(200);
		return this;
	}

	public HttpResponse<String> get(String path) {
		return send("GET", path, null);
	}

	public HttpResponse<String> send(String method, String path, String body) {
		return this.gateway.send(request(method, path, body).build());
	}

	/** A request as a page of the dashboard makes it. */
	public HttpRequest.Builder request(String method, String path, String body) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.gateway.url(path)))
			.timeout(Duration.ofSeconds(60))
			.header("content-type", "application/json")
			.method(method, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
		if (!this.cookie.isEmpty()) {
			request.header("cookie", this.cookie);
		}
		if (!this.csrfToken.isEmpty()) {
			request.header("x-csrf-token", this.csrfToken);
		}
		return request;
	}

}
