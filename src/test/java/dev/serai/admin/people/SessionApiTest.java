package dev.serai.admin.people;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.testing.Browser;
import dev.serai.testing.Gateway;
import dev.serai.testing.OneProvider;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Signing in and out, and what a session is worth. */
@ExtendWith(OneProvider.class)
class SessionApiTest {

	private Gateway gateway;

	private Operator operator;

	@BeforeEach
	void take(Gateway started) {
		this.gateway = started;
		this.operator = new Operator(started);
	}

	@Test
	void aPersonSignsInLooksAroundAndSignsOut() {
		JsonNode team = this.operator.newTeam();
		Browser viewer = Browser.of(this.gateway, "member").in(team, "viewer");

		JsonNode session = Gateway.json(viewer.get("/api/session"));
		assertThat(session.path("person").path("email").asText()).isEqualTo(viewer.email());
		assertThat(session.path("person").path("role").asText()).isEqualTo("member");
		assertThat(session.path("teams").path(0).path("id")).isEqualTo(team.path("id"));
		assertThat(session.path("teams").path(0).path("role").asText()).isEqualTo("viewer");
		assertThat(session.path("csrfToken").asText()).hasSizeGreaterThan(40);
		assertThat(session.path("expiresAt").asText()).isNotEmpty();
		assertThat(Gateway.json(viewer.get("/api/teams")).path("data").findValuesAsText("id"))
			.containsExactly(team.path("id").asText());

		HttpResponse<String> out = viewer.send("DELETE", "/api/session", null);
		assertThat(out.statusCode()).isEqualTo(204);
		assertThat(out.headers().firstValue("set-cookie").orElseThrow()).contains("Max-Age=0");
		assertRefused(viewer.get("/api/session"), 401, "not_signed_in");
		assertRefused(viewer.get("/api/teams"), 401, "not_signed_in");
	}

	@Test
	void theCookieIsForNoScriptAndNoOtherSite() {
		Browser member = Browser.of(this.gateway, "member");
		HttpResponse<String> again = member.signIn(member.email(), Browser.PASSWORD);
		assertThat(again.headers().firstValue("set-cookie").orElseThrow()).contains("HttpOnly")
			.contains("SameSite=Strict")
			.contains("Path=/")
			.doesNotContain("Domain");
		assertThat(again.headers().firstValue("cache-control").orElseThrow()).contains("no-store");
	}

	@Test
	@DisplayName("H15: a session's id is another after signing in, whatever the browser brought")
	void aBroughtSessionIdIsNeverTaken() {
		Browser member = Browser.of(this.gateway, "member");
		String first = member.cookie();
		member.signIn(member.email(), Browser.PASSWORD);
		assertThat(member.cookie()).isNotEqualTo(first);
		assertRefused(
				this.gateway.send(
						new Browser(this.gateway).request("GET", "/api/session", null).header("cookie", first).build()),
				401, "not_signed_in");
		HttpRequest planted = HttpRequest.newBuilder(URI.create(this.gateway.url("/api/session")))
			.header("cookie", "serai-session=" + "A".repeat(43))
			.GET()
			.build();
		assertRefused(this.gateway.send(planted), 401, "not_signed_in");
	}

	@Test
	void whoIsUnknownAndWhoseePasswordIsWrongAreToldTheSame() {
		Browser member = Browser.of(this.gateway, "member");
		Browser stranger = new Browser(this.gateway);
		HttpResponse<String> wrong = stranger.signIn(member.email(), "not the right one");
		HttpResponse<String> unknown = stranger.signIn(UUID.randomUUID() + "@example.com", "not the right one");
		assertRefused(wrong, 401, "invalid_credentials");
		assertThat(unknown.statusCode()).isEqualTo(401);
		assertThat(unknown.body()).isEqualTo(wrong.body());
		assertThat(wrong.headers().firstValue("set-cookie")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{}                                                    | 400 | missing_required_parameter
			{"email":null,"password":null}                        | 400 | missing_required_parameter
			{"email":"no address","password":"x"}                 | 401 | invalid_credentials
			{"email":"a@b.c","password":7}                        | 400 | invalid_type
			{"email":"a@b.c","password":"x","role":"admin"}       | 400 | unknown_parameter
			[]                                                    | 400 | invalid_json
			""")
	void whatIsNoSignInIsRefused(String body, int status, String code) {
		assertRefused(new Browser(this.gateway).send("POST", "/api/session", body), status, code);
	}

	@Test
	@DisplayName("H15: a change by cookie needs the session's token")
	void aChangeByCookieNeedsTheToken() {
		Browser admin = Browser.of(this.gateway, "admin");
		String body = "{\"name\":\"csrf-" + UUID.randomUUID() + "\"}";
		for (String token : new String[] { "", "wrong", Browser.of(this.gateway, "admin").csrfToken() }) {
			assertRefused(
					this.gateway
						.send(admin.request("POST", "/api/teams", body).setHeader("x-csrf-token", token).build()),
					403, "csrf_token_invalid");
		}
		assertRefused(
				this.gateway.send(admin.request("DELETE", "/api/session", null).setHeader("x-csrf-token", "x").build()),
				403, "csrf_token_invalid");
		assertThat(admin.send("POST", "/api/teams", body).statusCode()).isEqualTo(201);
	}

	@ParameterizedTest
	@CsvSource({ "origin, null", "origin, https://evil.example", "sec-fetch-site, cross-site",
			"sec-fetch-site, same-site" })
	@DisplayName("H15: no other site's page changes anything or signs anybody in")
	void anotherSitesPageMayNothing(String header, String value) {
		Browser admin = Browser.of(this.gateway, "admin");
		assertRefused(
				this.gateway
					.send(admin.request("POST", "/api/teams", "{\"name\":\"x\"}").header(header, value).build()),
				403, "foreign_origin");
		assertRefused(this.gateway.send(new Browser(this.gateway)
			.request("POST", "/api/session",
					"{\"email\":\"%s\",\"password\":\"%s\"}".formatted(admin.email(), Browser.PASSWORD))
			.header(header, value)
			.build()), 403, "foreign_origin");
	}

	@Test
	void ownPagesMay() {
		Browser admin = Browser.of(this.gateway, "admin");
		assertThat(this.gateway
			.send(admin.request("POST", "/api/teams", "{\"name\":\"o-" + UUID.randomUUID() + "\"}")
				.header("origin", this.gateway.url(""))
				.build())
			.statusCode()).isEqualTo(201);
	}

	@ParameterizedTest
	@ValueSource(strings = { "OPTIONS", "HEAD" })
	@DisplayName("H15: methods that no address has are 405, also in a session")
	void otherMethodsAre405(String method) {
		Browser admin = Browser.of(this.gateway, "admin");
		assertThat(admin.send(method, "/api/teams", null).statusCode()).isEqualTo(405);
	}

	@Test
	void aFormSignsNobodyIn() {
		HttpResponse<String> form = this.gateway
			.send(HttpRequest.newBuilder(URI.create(this.gateway.url("/api/session")))
				.header("content-type", "application/x-www-form-urlencoded")
				.POST(BodyPublishers.ofString("email=a&password=b"))
				.build());
		assertRefused(form, 415, "unsupported_media_type");
	}

	@Test
	void whoSendsACredentialIsJudgedByItAlone() {
		Browser admin = Browser.of(this.gateway, "admin");
		assertRefused(
				this.gateway
					.send(admin.request("GET", "/api/teams", null).header("authorization", "Bearer nothing").build()),
				401, "invalid_admin_key");
		assertRefused(this.operator.get("/api/session"), 401, "not_signed_in");
	}

	@Test
	void anotherPasswordEndsOtherSessions() {
		Browser here = Browser.of(this.gateway, "member");
		Browser there = new Browser(this.gateway);
		there.signIn(here.email(), Browser.PASSWORD);
		String change = "{\"currentPassword\":\"%s\",\"newPassword\":\"%s\"}";
		assertRefused(here.send("POST", "/api/session/password", change.formatted("wrong", "another long one 18")), 403,
				"invalid_credentials");
		assertRefused(here.send("POST", "/api/session/password", change.formatted(Browser.PASSWORD, "short")), 400,
				"password_length");
		assertRefused(
				here.send("POST", "/api/session/password", change.formatted(Browser.PASSWORD, "PasswordPassword")), 400,
				"password_common");
		String before = here.cookie();
		HttpResponse<String> changed = here.taking(
				here.send("POST", "/api/session/password", change.formatted(Browser.PASSWORD, "another long one 18")));
		assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
		assertThat(here.cookie()).isNotEqualTo(before);
		assertThat(here.get("/api/session").statusCode()).isEqualTo(200);
		assertRefused(there.get("/api/session"), 401, "not_signed_in");
		assertRefused(there.signIn(here.email(), Browser.PASSWORD), 401, "invalid_credentials");
		assertThat(there.signIn(here.email(), "another long one 18").statusCode()).isEqualTo(200);
	}

	@Test
	@DisplayName("F03: nobody makes more of themselves")
	void nobodyMakesMoreOfThemselves() {
		Browser member = Browser.of(this.gateway, "member");
		assertRefused(member.send("POST", "/api/session/password",
				"{\"currentPassword\":\"%s\",\"newPassword\":\"another long one 18\",\"role\":\"admin\"}"
					.formatted(Browser.PASSWORD)),
				400, "unknown_parameter");
		assertRefused(member.send("PATCH", "/api/people/" + member.id(), "{\"role\":\"admin\"}"), 403, "forbidden");
	}

	@Test
	void guessesAreSlowedDown() {
		Browser member = Browser.of(this.gateway, "member");
		Browser guesser = new Browser(this.gateway);
		for (int i = 0; i < 5; i++) {
			assertRefused(guesser.signIn(member.email(), "guess " + i), 401, "invalid_credentials");
		}
		HttpResponse<String> slowed = guesser.signIn(member.email(), Browser.PASSWORD);
		assertRefused(slowed, 429, "too_many_attempts");
		assertThat(slowed.headers().firstValueAsLong("retry-after").getAsLong()).isBetween(1L, 60L);
		assertThat(member.get("/api/session").statusCode()).as("who is signed in stays so").isEqualTo(200);
	}

	@Test
	void pagesAndTheApiSayWhatBrowsersMayNotDo() {
		for (String path : new String[] { "/api/session", "/" }) {
			HttpResponse<String> answer = new Browser(this.gateway).get(path);
			assertThat(answer.headers().firstValue("content-security-policy").orElseThrow()).as(path)
				.contains("default-src 'self'")
				.contains("frame-ancestors 'none'");
			assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
			assertThat(answer.headers().firstValue("referrer-policy")).contains("no-referrer");
			assertThat(answer.headers().firstValue("x-frame-options")).contains("DENY");
			assertThat(answer.headers().firstValue("www-authenticate")).isEmpty();
			assertThat(answer.headers().firstValue("location")).isEmpty();
		}
		assertThat(this.gateway.send(this.gateway.request("/v1/models").GET().build())
			.headers()
			.firstValue("content-security-policy")).as("calls pass none of this").isEmpty();
	}

	private static void assertRefused(HttpResponse<String> response, int status, String code) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		assertThat(Gateway.json(response).path("error").path("code").asText()).as(response.body()).isEqualTo(code);
	}

}
