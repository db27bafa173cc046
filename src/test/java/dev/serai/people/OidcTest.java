package dev.serai.people;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.serai.people.FakeIssuer.Signing;
import dev.serai.testing.Browser;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Signing in by OpenID Connect, from the first redirect to the session. */
class OidcTest {

	private static FakeProvider provider;

	private static FakeIssuer issuer;

	private static Gateway gateway;

	private static Operator operator;

	@BeforeAll
	static void start() {
		provider = new FakeProvider();
		issuer = new FakeIssuer();
		issuer.down = true;
		gateway = Gateway
			.start(Map.of("OPENAI_API_KEY", "sk-x", "OPENAI_BASE_URL", provider.url() + "/v1", "serai.oidc.issuer",
					issuer.url(), "serai.oidc.client-id", FakeIssuer.CLIENT, "serai.oidc.client-secret",
					FakeIssuer.SECRET, "serai.oidc.admins", "platform,root", "serai.oidc.auditors", "finance"));
		operator = new Operator(gateway);
		// A provider that is down keeps nothing from starting, and is found once it is
		// there.
		HttpResponse<String> down = get(gateway.url("/oauth2/authorization/oidc"), "");
		assertThat(down.statusCode()).as(down.body()).isEqualTo(503);
		assertThat(down.body()).contains("oidc_unavailable").doesNotContain("127.0.0.1");
		issuer.down = false;
	}

	@AfterAll
	static void stop() {
		gateway.close();
		issuer.close();
		provider.close();
	}

	@Test
	void whoIsNewBecomesAMemberOfNoTeam() {
		String subject = UUID.randomUUID().toString();
		issuer.vouchesFor(claims -> claims.subject(subject)
			.claim("email", subject + "@Example.com")
			.claim("email_verified", true)
			.claim("name", "Ada"));
		Browser ada = signedIn();
		JsonNode session = Gateway.json(ada.get("/api/session"));
		assertThat(session.path("person").path("email").asText()).isEqualTo(subject + "@example.com");
		assertThat(session.path("person").path("name").asText()).isEqualTo("Ada");
		assertThat(session.path("person").path("role").asText()).isEqualTo("member");
		assertThat(session.path("teams")).isEmpty();
		assertThat(signedIn().get("/api/session").body()).as("known by the subject the next time")
			.contains(session.path("person").path("id").asText());
		assertThat(new Browser(gateway).signIn(subject + "@example.com", "").statusCode()).isEqualTo(401);
	}

	@Test
	void claimsGiveAndTakeRoles() {
		JsonNode team = operator.newTeam();
		JsonNode other = operator.newTeam();
		String subject = UUID.randomUUID().toString();
		claimed(subject, "platform", "team:" + team.path("name").asText() + ":owner", "team:no such team:owner",
				"team:" + other.path("name").asText() + ":viewer", "team:x:boss", "team::owner", "team:");
		JsonNode first = Gateway.json(signedIn().get("/api/session"));
		assertThat(first.path("person").path("role").asText()).isEqualTo("admin");
		assertThat(first.path("teams").findValuesAsText("role")).containsExactlyInAnyOrder("owner", "viewer");

		claimed(subject, "finance", "team:" + team.path("name").asText() + ":viewer");
		JsonNode second = Gateway.json(signedIn().get("/api/session"));
		assertThat(second.path("person").path("role").asText()).isEqualTo("auditor");
		assertThat(second.path("teams").findValuesAsText("role")).containsExactly("viewer");

		claimed(subject);
		JsonNode third = Gateway.json(signedIn().get("/api/session"));
		assertThat(third.path("person").path("role").asText()).isEqualTo("member");
		assertThat(third.path("teams")).isEmpty();
	}

	@Test
	void anUnverifiedAddressIsNobodyElses() {
		Browser local = Browser.of(gateway, "admin");
		String subject = UUID.randomUUID().toString();
		issuer.vouchesFor(claims -> claims.subject(subject).claim("email", local.email()));
		assertRefused(callback(begin()), 403, "email_unverified");
		issuer
			.vouchesFor(claims -> claims.subject(subject).claim("email", local.email()).claim("email_verified", true));
		assertThat(Gateway.json(signedIn().get("/api/session")).path("person").path("id").asText())
			.isEqualTo(local.id());
		issuer.vouchesFor(
				claims -> claims.subject("another").claim("email", local.email()).claim("email_verified", true));
		assertRefused(callback(begin()), 403, "email_taken");
	}

	@Test
	void whoIsDisabledStaysOut() {
		String subject = UUID.randomUUID().toString();
		claimed(subject, "platform");
		Browser person = signedIn();
		String id = Gateway.json(person.get("/api/session")).path("person").path("id").asText();
		operator.send("PATCH", "/api/people/" + id, "{\"disabled\":true}");
		assertRefused(callback(begin()), 403, "person_disabled");
		assertThat(person.get("/api/session").statusCode()).isEqualTo(401);
	}

	@Test
	void anyPublicKeySigns() {
		claimed(UUID.randomUUID().toString());
		issuer.signing = Signing.ELLIPTIC;
		assertThat(signedIn().get("/api/session").statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@EnumSource(names = { "FORGED", "NONE" })
	void aTokenThatTheProviderHasNotSignedIsRefused(Signing signing) {
		claimed(UUID.randomUUID().toString(), "platform");
		issuer.signing = signing;
		assertRefused(callback(begin()), 401, "oidc_refused");
	}

	@ParameterizedTest
	@CsvSource({ "nonce, another", "aud, another", "iss, another", "iss, https://another.example" })
	void aTokenForAnotherSignInOrClientIsRefused(String claim, String value) {
		String subject = UUID.randomUUID().toString();
		issuer.vouchesFor(claims -> claims.subject(subject)
			.claim("email", subject + "@x.y")
			.claim("email_verified", true)
			.claim(claim, value));
		assertRefused(callback(begin()), 401, "oidc_refused");
	}

	@Test
	void aTokenThatIsTooOldIsRefused() {
		String subject = UUID.randomUUID().toString();
		issuer.vouchesFor(claims -> claims.subject(subject)
			.claim("email", subject + "@x.y")
			.claim("email_verified", true)
			.expirationTime(new java.util.Date(1_000_000)));
		assertRefused(callback(begin()), 401, "oidc_refused");
	}

	@Test
	void onlyTheBrowserThatBeganEndsAndOnce() {
		claimed(UUID.randomUUID().toString());
		Begun begun = begin();
		assertRefused(callback(new Begun("", begun.location())), 401, "oidc_refused");
		assertRefused(callback(new Begun(begin().cookie(), begun.location())), 401, "oidc_refused");
		assertThat(callback(begun).statusCode()).isEqualTo(302);
		assertRefused(callback(begun), 401, "oidc_refused");
	}

	@Test
	void theWayIsSecuredByProofKeyAndNonce() {
		HttpResponse<String> start = get(gateway.url("/oauth2/authorization/oidc"), "");
		Map<String, String> asked = FakeIssuer
			.form(URI.create(start.headers().firstValue("location").orElseThrow()).getRawQuery());
		assertThat(asked).containsEntry("response_type", "code")
			.containsEntry("code_challenge_method", "S256")
			.containsKeys("state", "nonce", "code_challenge")
			.containsEntry("redirect_uri", gateway.url("/login/oauth2/code/oidc"));
		assertThat(start.headers().firstValue("set-cookie").orElseThrow()).contains("HttpOnly")
			.contains("SameSite=Lax");
		assertThat(start.headers().firstValue("location").orElseThrow()).doesNotContain(FakeIssuer.SECRET);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/oauth2/authorization/other", "/login", "/login/oauth2/code/other", "/logout" })
	void nothingElseOfSpringsIsThere(String path) {
		HttpResponse<String> answer = get(gateway.url(path), "");
		assertThat(answer.statusCode()).as(path + answer.body()).isIn(401, 404);
		assertThat(Gateway.json(answer).path("error").path("code").asText()).isNotEmpty();
	}

	private static void claimed(String subject, String... groups) {
		issuer.vouchesFor((JWTClaimsSet.Builder claims) -> claims.subject(subject)
			.claim("email", subject + "@example.com")
			.claim("email_verified", true)
			.claim("groups", List.of(groups)));
	}

	private record Begun(String cookie, String location) {
	}

	/** As far as the provider has sent the browser back. */
	private static Begun begin() {
		HttpResponse<String> start = get(gateway.url("/oauth2/authorization/oidc"), "");
		assertThat(start.statusCode()).as(start.body()).isEqualTo(302);
		String cookie = start.headers().firstValue("set-cookie").orElseThrow();
		HttpResponse<String> back = get(start.headers().firstValue("location").orElseThrow(), "");
		return new Begun(cookie.substring(0, cookie.indexOf(';')), back.headers().firstValue("location").orElseThrow());
	}

	private static HttpResponse<String> callback(Begun begun) {
		return get(begun.location(), begun.cookie());
	}

	private static Browser signedIn() {
		HttpResponse<String> end = callback(begin());
		assertThat(end.statusCode()).as(end.body()).isEqualTo(302);
		assertThat(end.headers().firstValue("location").orElseThrow()).isIn("/", gateway.url("/"));
		Browser browser = new Browser(gateway);
		browser.taking(end);
		browser.taking(browser.get("/api/session"));
		return browser;
	}

	private static HttpResponse<String> get(String url, String cookie) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).GET();
		if (!cookie.isEmpty()) {
			request.header("cookie", cookie);
		}
		return gateway.send(request.build());
	}

	private static void assertRefused(HttpResponse<String> response, int status, String code) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		assertThat(Gateway.json(response).path("error").path("code").asText()).as(response.body()).isEqualTo(code);
		assertThat(response.headers().allValues("set-cookie")).noneMatch(set -> set.contains("serai-session="));
	}

}
