package dev.serai.admin.people;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.serai.admin.people.FakeIssuer.Signing;
import dev.serai.testing.Browser;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
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
		gateway = Gateway.start(Map.of("OPENAI_API_KEY", "sk-x", "OPENAI_BASE_URL", provider.url() + "/v1",
				"serai.oidc.issuer", issuer.url(), "serai.oidc.client-id", FakeIssuer.CLIENT,
				"serai.oidc.client-secret", FakeIssuer.SECRET, "serai.oidc.admins", "platform, ,root,",
				"serai.oidc.auditors", "finance,", "serai.trusted-proxies", "127.0.0.1"));
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
		assertThat(isLinked(local)).isFalse();
	}

	@Test
	void whoWasLetInWithoutAPasswordIsKnownByAVerifiedAddress() {
		String email = UUID.randomUUID() + "@example.com";
		String id = Gateway.json(operator.post("/api/people", "{\"email\":\"" + email + "\",\"name\":\"Eve\"}"))
			.path("id")
			.asText();
		issuer.vouchesFor(claims -> claims.subject(email).claim("email", email).claim("email_verified", true));
		assertThat(Gateway.json(signedIn().get("/api/session")).path("person").path("id").asText()).isEqualTo(id);
		issuer.vouchesFor(claims -> claims.subject("another").claim("email", email).claim("email_verified", true));
		assertRefused(callback(begin()), 403, "email_taken");
	}

	@Test
	void anAccountWithAPasswordIsLinkedByItOnce() {
		Browser local = Browser.of(gateway, "admin");
		String subject = UUID.randomUUID().toString();
		UnaryOperator<JWTClaimsSet.Builder> verified = claims -> claims.subject(subject)
			.claim("email", local.email())
			.claim("email_verified", true)
			.claim("groups", List.of("platform"));
		issuer.vouchesFor(verified);
		HttpResponse<String> asked = callback(begin());
		assertThat(asked.statusCode()).as(asked.body()).isEqualTo(302);
		assertThat(asked.headers().firstValue("location")).contains("/#/link");
		String cookie = cookie(asked, "serai-session=");
		assertThat(sets(asked)).anyMatch(set -> set.startsWith("serai-session=") && set.contains("SameSite=Strict")
				&& set.contains("HttpOnly") && set.contains("Path=/"));
		assertRefused(get(gateway.url("/api/session"), cookie), 401, "not_signed_in");
		assertRefused(get(gateway.url("/api/people"), cookie), 401, "not_signed_in");

		JsonNode link = Gateway.json(get(gateway.url("/api/session/link"), cookie));
		assertThat(link.path("email").asText()).isEqualTo(local.email());
		String token = link.path("csrfToken").asText();
		assertRefused(link(cookie, "", Browser.PASSWORD), 403, "csrf_token_invalid");
		assertRefused(link(cookie, local.csrfToken(), Browser.PASSWORD), 403, "csrf_token_invalid");
		assertRefused(link("", token, Browser.PASSWORD), 401, "link_expired");
		assertRefused(link("serai-session=" + "A".repeat(43), token, Browser.PASSWORD), 401, "link_expired");
		assertRefused(link(local.cookie(), local.csrfToken(), Browser.PASSWORD), 401, "link_expired");
		assertRefused(link(cookie, token, "not the right one"), 401, "invalid_credentials");
		assertThat(isLinked(local)).isFalse();

		HttpResponse<String> linked = link(cookie, token, Browser.PASSWORD);
		assertThat(linked.statusCode()).as(linked.body()).isEqualTo(200);
		assertThat(Gateway.json(linked).path("person").path("id").asText()).isEqualTo(local.id());
		assertThat(cookie(linked, "serai-session=")).as("another session").isNotEqualTo(cookie);
		assertThat(isLinked(local)).isTrue();
		assertRefused(link(cookie, token, Browser.PASSWORD), 401, "link_expired");

		issuer.vouchesFor(verified);
		assertThat(Gateway.json(signedIn().get("/api/session")).path("person").path("id").asText()).as("never again")
			.isEqualTo(local.id());
		assertThat(operator.get("/api/audit?limit=50").body()).contains("link-oidc");
	}

	@Test
	void guessesAtALinksPasswordAreSlowedDown() {
		Browser local = Browser.of(gateway, "member");
		String cookie = cookie(toLink(local), "serai-session=");
		String token = Gateway.json(get(gateway.url("/api/session/link"), cookie)).path("csrfToken").asText();
		for (int i = 0; i < 5; i++) {
			assertRefused(link(cookie, token, "guess " + i), 401, "invalid_credentials");
		}
		assertRefused(link(cookie, token, Browser.PASSWORD), 429, "too_many_attempts");
		assertThat(isLinked(local)).isFalse();
	}

	@Test
	void aLinkThatIsGivenUpLinksNothing() {
		Browser local = Browser.of(gateway, "member");
		String cookie = cookie(toLink(local), "serai-session=");
		String token = Gateway.json(get(gateway.url("/api/session/link"), cookie)).path("csrfToken").asText();
		HttpResponse<String> gone = gateway.send(linkRequest("DELETE", cookie, token, null));
		assertThat(gone.statusCode()).as(gone.body()).isEqualTo(204);
		assertThat(sets(gone)).singleElement().asString().startsWith("serai-session=;").contains("Max-Age=0");
		assertRefused(link(cookie, token, Browser.PASSWORD), 401, "link_expired");
		assertThat(isLinked(local)).isFalse();
	}

	/** Each line: what the two places say; {@code ADMIN} is a local admin's address. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					"email":"ADMIN"                                     | "email":"SELF","email_verified":true  | 403 | email_unverified
					"email":"ADMIN","email_verified":false              | "email":"ADMIN","email_verified":true | 403 | email_unverified
					"email":"ADMIN","email_verified":"false"            |                                       | 403 | email_unverified
					"email":"ADMIN","email_verified":null               |                                       | 403 | email_unverified
					"email":"ADMIN","email_verified":1                  |                                       | 401 | oidc_refused
					"email":"ADMIN","email_verified":[true]             |                                       | 401 | oidc_refused
					"email":"ADMIN","email_verified":{"a":true}         |                                       | 401 | oidc_refused
					"email_verified":true                               | "email":"ADMIN"                       | 403 | email_unverified
					"email_verified":true                               | "email":"ADMIN","email_verified":false | 403 | email_unverified
					"email":"ADMIN\\n","email_verified":true            |                                       | 403 | email_invalid
					"email":"ADMIN\\r\\n","email_verified":true         |                                       | 403 | email_invalid
					"email":"ADMIN.","email_verified":true              |                                       | 403 | email_invalid
					"email":" ADMIN","email_verified":true              |                                       | 403 | email_invalid
					"email":"ADMIN\\u0000","email_verified":true        |                                       | 403 | email_invalid
					"email":"\\u0430ADMIN","email_verified":true        |                                       | 403 | email_invalid
					"email":["ADMIN"],"email_verified":true             |                                       | 401 | oidc_refused
					"email":{"a":"ADMIN"},"email_verified":true         |                                       | 401 | oidc_refused
					"email":42,"email_verified":true                    |                                       | 401 | oidc_refused
					"email":true,"email_verified":true                  |                                       | 401 | oidc_refused
					"email":"SELF","email":"ADMIN","email_verified":true |                                      | 401 | oidc_refused
					"name":"x"                                          | "email":["ADMIN"],"email_verified":true | 401 | oidc_refused
					"name":"x"                                          | "email":"ADMIN\\n","email_verified":true | 403 | email_invalid
					"name":"x"                                          | "email":"ADMIN","email_verified":{}   | 401 | oidc_refused
					"name":["x"],"email":"SELF","email_verified":true   |                                       | 401 | oidc_refused
					"groups":7,"email":"SELF","email_verified":true     |                                       | 401 | oidc_refused
					"groups":{"a":"platform"},"email":"SELF","email_verified":true | | 401 | oidc_refused
					"groups":["platform",{"a":1}],"email":"SELF","email_verified":true | | 401 | oidc_refused
					""")
	void anIssuerThatLiesInItsClaimsIsRefused(String idToken, String info, int status, String code) {
		Browser local = Browser.of(gateway, "admin");
		String subject = UUID.randomUUID().toString();
		UnaryOperator<String> filled = text -> text.replace("ADMIN", local.email())
			.replace("SELF", subject + "@example.com");
		String sub = "\"sub\":\"" + subject + "\"";
		issuer.says(sub + "," + filled.apply(idToken),
				(info != null) ? "{" + sub + "," + filled.apply(info) + "}" : null);
		assertRefused(callback(begin()), status, code);
		assertThat(isLinked(local)).isFalse();
	}

	/** Each line: the identity token's subject, and the userinfo endpoint's answer. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			"sub":""            |
			"sub":" "           |
			"sub":"a\\n"        |
			"sub":"a\\u0000"    |
			"sub":"\\u00e4"     |
			"sub":null          |
			"sub":7             | {"sub":"7"}
			"sub":["a"]         | {"sub":"a"}
			"sub":{"a":"b"}     | {"sub":"a"}
			"sub":true          | {"sub":"true"}
			"sub":"a","sub":"b" | {"sub":"b"}
			"subject":"a"       | {"sub":"a"}
			"sub":"a"           | {"sub":"b"}
			"sub":"a"           | {"sub":""}
			"sub":"a"           | {"sub":null}
			"sub":"a"           | {"sub":["a"]}
			"sub":"a"           | {"sub":{"a":1}}
			"sub":"7"           | {"sub":7}
			"sub":"a"           | {"email":"x@example.com"}
			"sub":"a"           | {}
			"sub":"a"           | []
			"sub":"a"           | "a"
			"sub":"a"           | null
			"sub":"a"           | nonsense
			"sub":"a","exp":"soon"      |
			"sub":"a","iat":{"a":1}     |
			"sub":"a","exp":1e400       |
			"sub":"a","aud":{"a":1}     |
			"sub":"a","nonce":["a"]     |
			"sub":"a","updated_at":{}   | {"sub":"a","updated_at":[],"email":7}
			""")
	void anIssuerThatLiesInItsSubjectsIsRefused(String idToken, String info) {
		String email = UUID.randomUUID() + "@example.com";
		issuer.says("\"email\":\"%s\",\"email_verified\":true,%s".formatted(email, idToken), info);
		// The last one lies in nothing that is read.
		if (idToken.contains("updated_at")) {
			assertThat(callback(begin()).statusCode()).isEqualTo(302);
			return;
		}
		assertRefused(callback(begin()), 401, "oidc_refused");
		assertThat(operator.get("/api/people").body()).doesNotContain(email);
	}

	@Test
	void aBlankGroupIsNobodys() {
		String subject = UUID.randomUUID().toString();
		claimed(subject, "", " ");
		assertThat(Gateway.json(signedIn().get("/api/session")).path("person").path("role").asText())
			.isEqualTo("member");
		issuer.says("\"sub\":\"%1$s\",\"email\":\"%1$s@example.com\",\"email_verified\":true,\"groups\":\"\""
			.formatted(subject), null);
		assertThat(Gateway.json(signedIn().get("/api/session")).path("person").path("role").asText())
			.isEqualTo("member");
	}

	@Test
	void signingInEndsTheSessionThatTheBrowserHad() {
		claimed(UUID.randomUUID().toString());
		Browser before = Browser.of(gateway, "member");
		HttpResponse<String> start = get(gateway.url("/oauth2/authorization/oidc"), before.cookie());
		HttpResponse<String> back = get(start.headers().firstValue("location").orElseThrow(), "");
		assertThat(before.get("/api/session").statusCode()).as("nothing has happened yet").isEqualTo(200);
		// From another site's page the browser does not send the session's cookie.
		assertThat(get(back.headers().firstValue("location").orElseThrow(), cookie(start, "serai-oidc=")).statusCode())
			.isEqualTo(302);
		assertRefused(before.get("/api/session"), 401, "not_signed_in");

		Browser again = Browser.of(gateway, "member");
		Begun begun = begin();
		assertThat(callback(new Begun(begun.cookie() + "; " + again.cookie(), begun.location())).statusCode())
			.isEqualTo(302);
		assertRefused(again.get("/api/session"), 401, "not_signed_in");

		Browser local = Browser.of(gateway, "member");
		Browser third = Browser.of(gateway, "member");
		waitingFor(local);
		HttpResponse<String> started = get(gateway.url("/oauth2/authorization/oidc"), third.cookie());
		HttpResponse<String> asked = get(started.headers().firstValue("location").orElseThrow(), "");
		assertThat(callback(
				new Begun(cookie(started, "serai-oidc="), asked.headers().firstValue("location").orElseThrow()))
			.headers()
			.firstValue("location")).as("a password is asked for").contains("/#/link");
		assertRefused(third.get("/api/session"), 401, "not_signed_in");
	}

	@ParameterizedTest
	@CsvSource({ "/token, REDIRECTS, 503", "/token, ENDLESS, 503", "/token, FAILS, 503", "/token, GARBAGE, 401",
			"/userinfo, REDIRECTS, 503", "/userinfo, ENDLESS, 503", "/userinfo, FAILS, 503", "/userinfo, GARBAGE, 401",
			"/jwks, REDIRECTS, 503", "/jwks, ENDLESS, 503", "/jwks, FAILS, 503", "/jwks, GARBAGE, 401" })
	void anIssuerThatMisbehavesIsBounded(String path, FakeIssuer.Manner manner, int status) {
		claimed(UUID.randomUUID().toString());
		issuer.keyId = path.equals("/jwks") ? UUID.randomUUID().toString() : issuer.keyId;
		issuer.behaves(path, manner);
		long start = System.nanoTime();
		assertRefused(callback(begin()), status, (status == 503) ? "oidc_unavailable" : "oidc_refused");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
	}

	@Test
	void slowAnswersShareOneTime() {
		claimed(UUID.randomUUID().toString());
		issuer.keyId = UUID.randomUUID().toString();
		for (String path : List.of("/token", "/jwks", "/userinfo")) {
			issuer.behaves(path, FakeIssuer.Manner.SLOW);
		}
		assertThat(refusedAfter()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(7));
		assertThat(issuer.asked("/userinfo")).as("it came that far").isPositive();
	}

	@Test
	void anAnswerThatTricklesEndsWithTheTime() {
		claimed(UUID.randomUUID().toString());
		issuer.behaves("/userinfo", FakeIssuer.Manner.TRICKLES);
		assertThat(refusedAfter()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(7));
	}

	private static Duration refusedAfter() {
		Begun begun = begin();
		long start = System.nanoTime();
		assertRefused(callback(begun), 503, "oidc_unavailable");
		return Duration.ofNanos(System.nanoTime() - start);
	}

	@Test
	@DisplayName("100,000 anonymous requests end no session, and no sign-in of another address")
	void anonymousRequestsEndNothingOfOthers() {
		Browser ada = Browser.of(gateway, "member");
		Browser eve = Browser.of(gateway, "admin");
		Begun begun = begin();
		SignInFlood.Outcome flood = new SignInFlood("127.0.0.1", gateway.port(), "198.51.100.7").run(100_000);
		System.out.println(flood);
		assertThat(flood.answered()).isEqualTo(100_000);
		assertThat(flood.failed()).isZero();
		assertThat(ada.get("/api/session").statusCode()).isEqualTo(200);
		assertThat(eve.get("/api/session").statusCode()).isEqualTo(200);
		claimed(UUID.randomUUID().toString());
		assertThat(callback(begun).statusCode()).isEqualTo(302);
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

	/** A sign-in that waits for the password of a local account. */
	private static HttpResponse<String> toLink(Browser local) {
		waitingFor(local);
		HttpResponse<String> asked = callback(begin());
		assertThat(asked.statusCode()).as(asked.body()).isEqualTo(302);
		return asked;
	}

	private static void waitingFor(Browser local) {
		issuer.vouchesFor(claims -> claims.subject(UUID.randomUUID().toString())
			.claim("email", local.email())
			.claim("email_verified", true));
	}

	private static HttpResponse<String> link(String cookie, String csrfToken, String password) {
		return gateway.send(linkRequest("POST", cookie, csrfToken, "{\"password\":\"" + password + "\"}"));
	}

	private static HttpRequest linkRequest(String method, String cookie, String csrfToken, String body) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.url("/api/session/link")))
			.header("content-type", "application/json")
			.header("x-csrf-token", csrfToken)
			.method(method, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
		return (cookie.isEmpty() ? request : request.header("cookie", cookie)).build();
	}

	private static boolean isLinked(Browser person) {
		return Gateway.json(operator.get("/api/people/" + person.id())).path("oidc").asBoolean();
	}

	private static List<String> sets(HttpResponse<String> answer) {
		return answer.headers().allValues("set-cookie");
	}

	private static String cookie(HttpResponse<String> answer, String name) {
		String set = sets(answer).stream().filter(it -> it.startsWith(name)).findFirst().orElseThrow();
		return set.substring(0, set.indexOf(';'));
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
		assertThat(end.headers().firstValue("location")).as("relative").contains("/");
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
