package dev.serai.admin.people;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.serai.testing.Browser;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.Operator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds where {@code SERAI_PUBLIC_URL} is an https address, and a proxy before Serai
 * speaks plain HTTP to it.
 */
class PublicUrlTest {

	private static final String PUBLIC = "https://serai.example";

	private static FakeProvider provider;

	private static FakeIssuer issuer;

	private static Gateway gateway;

	@BeforeAll
	static void start() throws Exception {
		provider = new FakeProvider();
		issuer = new FakeIssuer();
		gateway = Gateway.start(Map.of("OPENAI_API_KEY", "sk-x", "OPENAI_BASE_URL", provider.url() + "/v1",
				"serai.public-url", PUBLIC + "/", "serai.oidc.issuer", issuer.url(), "serai.oidc.client-id",
				FakeIssuer.CLIENT, "serai.oidc.client-secret", FakeIssuer.SECRET, "serai.oidc.trust-email", "true"));
		discoveryIsAskedOnceForAllAndInTime();
	}

	/** First of all, for the provider's document is asked for until it is there. */
	private static void discoveryIsAskedOnceForAllAndInTime() throws Exception {
		String document = "/.well-known/openid-configuration";
		issuer.behaves(document, FakeIssuer.Manner.TRICKLES);
		long start = System.nanoTime();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<HttpResponse<String>>> waiting = new ArrayList<>();
			for (int i = 0; i < 30; i++) {
				waiting.add(threads.submit(() -> get("/oauth2/authorization/oidc", "")));
			}
			for (Future<HttpResponse<String>> one : waiting) {
				assertThat(one.get().statusCode()).as(one.get().body()).isEqualTo(503);
			}
		}
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
		assertThat(issuer.asked(document)).isLessThanOrEqualTo(2);
		issuer.vouchesFor(claims -> claims);
	}

	@AfterAll
	static void stop() {
		gateway.close();
		issuer.close();
		provider.close();
	}

	@Test
	void theWayBackFromTheProviderLeadsToThePublicAddress() {
		HttpResponse<String> start = get("/oauth2/authorization/oidc", "");
		String location = start.headers().firstValue("location").orElseThrow();
		assertThat(FakeIssuer.form(URI.create(location).getRawQuery()).get("redirect_uri"))
			.isEqualTo(PUBLIC + "/login/oauth2/code/oidc");
		assertHost(start, "serai-oidc", "Lax");
		HttpResponse<String> end = signIn(UUID.randomUUID().toString(), "");
		assertThat(end.statusCode()).as(end.body()).isEqualTo(302);
		assertThat(end.headers().firstValue("location")).contains(PUBLIC + "/");
		assertHost(end, "serai-session", "Strict");
		assertThat(sets(end)).anyMatch(set -> set.startsWith("__Host-serai-oidc=;") && set.contains("Max-Age=0"));
	}

	@Test
	void theLinkPageIsThereAsWell() {
		Browser local = Browser.of(gateway, "member");
		HttpResponse<String> end = signIn(UUID.randomUUID().toString(), "\"email\":\"" + local.email() + "\"");
		assertThat(end.headers().firstValue("location")).contains(PUBLIC + "/#/link");
		assertHost(end, "serai-session", "Strict");
	}

	@Test
	void trustCoversWhatIsNotSaidAndNothingElse() {
		String subject = UUID.randomUUID().toString();
		String email = "\"email\":\"" + subject + "@example.com\"";
		assertThat(signIn(subject, email + ",\"email_verified\":false").statusCode()).isEqualTo(403);
		assertThat(signIn(subject, email + ",\"email_verified\":null").statusCode()).isEqualTo(403);
		assertThat(signIn(subject, email + ",\"email_verified\":0").statusCode()).isEqualTo(401);
		assertThat(new Operator(gateway).get("/api/people").body()).doesNotContain(subject);
		assertThat(signIn(subject, email).statusCode()).isEqualTo(302);
	}

	@Test
	void cookiesAreForThisHostAndTlsAlone() {
		Browser person = Browser.of(gateway, "member");
		assertHost(person.signIn(person.email(), Browser.PASSWORD), "serai-session", "Strict");
		assertThat(person.get("/api/session").statusCode()).isEqualTo(200);
		assertThat(get("/api/session", person.cookie().replace("__Host-", "")).statusCode())
			.as("another name is another cookie")
			.isEqualTo(401);
		HttpResponse<String> out = person.send("DELETE", "/api/session", null);
		assertThat(out.statusCode()).isEqualTo(204);
		assertThat(sets(out)).hasSize(1);
		assertThat(out.headers().firstValue("set-cookie").orElseThrow()).startsWith("__Host-serai-session=;")
			.contains("Max-Age=0")
			.contains("Secure")
			.contains("Path=/");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/api/session", "/assets/app.js", "/docs", "/oauth2/authorization/oidc",
			"/login/oauth2/code/oidc" })
	void browsersStayWithHttps(String path) {
		String strict = get(path, "").headers().firstValue("strict-transport-security").orElseThrow();
		assertThat(strict).isEqualTo("max-age=31536000");
	}

	@ParameterizedTest
	@CsvSource({ "https://serai.example, , true", "HTTPS://SERAI.EXAMPLE, , true",
			"https://serai.example, same-origin, true", "http://serai.example, , false",
			"http://serai.example, same-origin, false", "https://serai.example:8443, , false",
			"https://serai.example.evil.example, , false", "https://evil.example, same-origin, false",
			"http://HERE, , false", "http://HERE, same-origin, false", "wss://serai.example, , false",
			"serai.example, , false", "'', , false", "null, , false", "null, same-origin, false",
			"https://serai.example, cross-site, false" })
	void onlyPagesOfThePublicAddressChangeAnything(String origin, String site, boolean passes) {
		Browser admin = Browser.of(gateway, "admin");
		HttpRequest.Builder request = admin.request("POST", "/api/teams", "{\"name\":\"p-" + UUID.randomUUID() + "\"}")
			.header("origin", origin.replace("HERE", "127.0.0.1:" + gateway.port()));
		if (site != null) {
			request.header("sec-fetch-site", site);
		}
		assertThat(gateway.send(request.build()).statusCode()).isEqualTo(passes ? 201 : 403);
	}

	/** From the first redirect to the last one, as the proxy passes it on. */
	private static HttpResponse<String> signIn(String subject, String claims) {
		issuer.says("\"sub\":\"" + subject + "\","
				+ (claims.isEmpty() ? "\"email\":\"" + subject + "@example.com\"" : claims), null);
		HttpResponse<String> start = get("/oauth2/authorization/oidc", "");
		HttpResponse<String> back = gateway
			.send(HttpRequest.newBuilder(URI.create(start.headers().firstValue("location").orElseThrow())).build());
		String location = back.headers().firstValue("location").orElseThrow();
		assertThat(location).startsWith(PUBLIC + "/");
		String cookie = sets(start).getFirst();
		return get(location.substring(PUBLIC.length()), cookie.substring(0, cookie.indexOf(';')));
	}

	private static void assertHost(HttpResponse<String> answer, String name, String sameSite) {
		String set = sets(answer).stream()
			.filter(it -> it.contains(name + "=") && !it.contains(name + "=;"))
			.findFirst()
			.orElseThrow();
		assertThat(set).startsWith("__Host-" + name + "=")
			.contains("Path=/;")
			.contains("Secure")
			.contains("HttpOnly")
			.contains("SameSite=" + sameSite)
			.doesNotContain("Domain");
	}

	private static List<String> sets(HttpResponse<String> answer) {
		return answer.headers().allValues("set-cookie");
	}

	private static HttpResponse<String> get(String path, String cookie) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.url(path)));
		return gateway.send((cookie.isEmpty() ? request : request.header("cookie", cookie)).build());
	}

}
