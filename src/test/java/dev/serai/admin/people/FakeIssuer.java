package dev.serai.admin.people;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.PlainObject;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

/**
 * An OpenID Connect provider that keeps the rules: one code for one exchange, given to
 * the client that knows its secret and the proof key. Whom it knows, how it signs, what
 * it says in its two places and how its endpoints behave is the test's.
 */
public final class FakeIssuer implements AutoCloseable {

	public static final String CLIENT = "serai";

	public static final String SECRET = "client-secret-canary";

	/** How an endpoint behaves. */
	enum Manner {

		/** It takes two seconds for each answer. */
		SLOW,
		/** It sends a byte ten times a second, for as long as somebody listens. */
		TRICKLES,
		/** It sends more than anybody wants, as fast as it can. */
		ENDLESS,
		/** It sends to another host. */
		REDIRECTS,
		/** It answers with what is no JSON. */
		GARBAGE,
		/** It answers 500. */
		FAILS

	}

	/** How an identity token is signed. */
	enum Signing {

		RSA, ELLIPTIC, FORGED, NONE

	}

	private static final ObjectMapper JSON = new ObjectMapper();

	private final HttpServer server;

	private final RSAKey rsa;

	private final RSAKey forgers;

	private final ECKey elliptic;

	private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

	volatile boolean down;

	volatile Signing signing = Signing.RSA;

	volatile UnaryOperator<JWTClaimsSet.Builder> person = claims -> claims;

	/** What becomes of the identity token's claims before they are signed. */
	volatile UnaryOperator<String> writing = claims -> claims;

	/** What the userinfo endpoint says; null for nothing but the subject. */
	volatile String userInfo;

	/** The key's name in tokens and at the keys' endpoint. */
	volatile String keyId = "rsa";

	private final Map<String, Manner> manners = new ConcurrentHashMap<>();

	private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();

	private final CountDownLatch closed = new CountDownLatch(1);

	private volatile String subject = "";

	public FakeIssuer() {
		try {
			this.rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
			this.forgers = new RSAKeyGenerator(2048).keyID("rsa").generate();
			this.elliptic = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (JOSEException | IOException ex) {
			throw new IllegalStateException(ex);
		}
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		door("/.well-known/openid-configuration", this::configuration);
		door("/authorize", this::authorize);
		door("/token", this::token);
		door("/userinfo", this::userInfo);
		door("/jwks",
				exchange -> json(exchange, 200,
						new JWKSet(List.of(new RSAKey.Builder(this.rsa.toPublicJWK()).keyID(this.keyId).build(),
								this.elliptic.toPublicJWK()))
							.toString()));
		this.server.start();
	}

	private void door(String path, HttpHandler handler) {
		this.server.createContext(path, exchange -> {
			this.asked.computeIfAbsent(path, key -> new AtomicInteger()).incrementAndGet();
			Manner manner = this.manners.get(path);
			try {
				switch (manner) {
					case null -> handler.handle(exchange);
					case SLOW -> {
						pause(2_000);
						handler.handle(exchange);
					}
					case TRICKLES -> trickle(exchange);
					case ENDLESS -> endless(exchange);
					case REDIRECTS -> {
						exchange.getResponseHeaders().add("location", "http://localhost:1/elsewhere");
						exchange.sendResponseHeaders(302, -1);
						exchange.close();
					}
					case GARBAGE -> json(exchange, 200, "<html>{");
					case FAILS -> json(exchange, 500, "{\"error\":\"server_error\"}");
				}
			}
			catch (IOException | UncheckedIOException ex) {
				// Whoever asked listens no more.
				exchange.close();
			}
		});
	}

	private void trickle(HttpExchange exchange) throws IOException {
		exchange.getResponseHeaders().add("content-type", "application/json");
		exchange.sendResponseHeaders(200, 0);
		exchange.getResponseBody().write('{');
		do {
			exchange.getResponseBody().write(' ');
			exchange.getResponseBody().flush();
		}
		while (!pause(100));
		exchange.close();
	}

	private void endless(HttpExchange exchange) throws IOException {
		exchange.getResponseHeaders().add("content-type", "application/json");
		exchange.sendResponseHeaders(200, 0);
		byte[] much = " ".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
		while (this.closed.getCount() > 0) {
			exchange.getResponseBody().write(much);
		}
	}

	/** Whether it was closed meanwhile. */
	private boolean pause(long ms) {
		try {
			return this.closed.await(ms, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return true;
		}
	}

	/** How an endpoint behaves from now on. */
	void behaves(String path, Manner manner) {
		this.manners.put(path, manner);
	}

	/** How often an endpoint was asked. */
	int asked(String path) {
		AtomicInteger count = this.asked.get(path);
		return (count != null) ? count.get() : 0;
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/** Whom it vouches for from now on. */
	public void vouchesFor(UnaryOperator<JWTClaimsSet.Builder> claims) {
		this.person = claims;
		this.signing = Signing.RSA;
		this.writing = written -> written;
		this.userInfo = null;
		this.manners.clear();
	}

	/**
	 * What it says of a person, letter by letter, in each of its two places.
	 * @param idToken members of the identity token's object, as JSON
	 * @param info the userinfo endpoint's answer; null for nothing but the subject
	 */
	void says(String idToken, String info) {
		vouchesFor(claims -> claims);
		this.writing = written -> written.substring(0, written.length() - 1) + "," + idToken + "}";
		this.userInfo = info;
	}

	private void configuration(HttpExchange exchange) throws IOException {
		if (this.down) {
			json(exchange, 500, "{}");
			return;
		}
		json(exchange, 200,
				"""
						{"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token","userinfo_endpoint":"%1$s/userinfo",
						"jwks_uri":"%1$s/jwks","response_types_supported":["code"],"subject_types_supported":["public"],
						"id_token_signing_alg_values_supported":["RS256","ES256"]}"""
					.formatted(url()));
	}

	private void authorize(HttpExchange exchange) throws IOException {
		Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
		String code = UUID.randomUUID().toString();
		this.codes.put(code, asked);
		exchange.getResponseHeaders()
			.add("location", asked.get("redirect_uri") + "?code=" + code + "&state=" + asked.get("state"));
		exchange.sendResponseHeaders(302, -1);
		exchange.close();
	}

	private void token(HttpExchange exchange) throws IOException {
		Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
		Map<String, String> asked = this.codes.remove(form.getOrDefault("code", ""));
		String basic = "Basic "
				+ Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
		boolean proved = asked != null && "S256".equals(asked.get("code_challenge_method"))
				&& digest(form.getOrDefault("code_verifier", "")).equals(asked.get("code_challenge"))
				&& asked.get("redirect_uri").equals(form.get("redirect_uri"))
				&& basic.equals(exchange.getRequestHeaders().getFirst("authorization"));
		if (!proved) {
			json(exchange, 400, "{\"error\":\"invalid_grant\"}");
			return;
		}
		String claims = this.writing.apply(
				this.person
					.apply(new JWTClaimsSet.Builder().issuer(url())
						.audience(CLIENT)
						.issueTime(new Date())
						.expirationTime(Date.from(Instant.now().plusSeconds(300)))
						.claim("nonce", asked.get("nonce")))
					.build()
					.toString());
		this.subject = Objects.toString(JSON.readTree(claims).path("sub").textValue());
		json(exchange, 200, """
				{"access_token":"at","token_type":"Bearer","expires_in":300,"id_token":"%s"}"""
			.formatted(signed(claims)));
	}

	private void userInfo(HttpExchange exchange) {
		String info = this.userInfo;
		json(exchange, 200, (info != null) ? info : "{\"sub\":\"" + this.subject + "\"}");
	}

	private String signed(String claims) {
		Payload payload = new Payload(claims);
		try {
			switch (this.signing) {
				case NONE -> {
					return new PlainObject(payload).serialize();
				}
				case ELLIPTIC -> {
					JWSObject jwt = new JWSObject(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec").build(),
							payload);
					jwt.sign(new ECDSASigner(this.elliptic));
					return jwt.serialize();
				}
				default -> {
					JWSObject jwt = new JWSObject(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(this.keyId).build(),
							payload);
					jwt.sign(new RSASSASigner((this.signing == Signing.FORGED) ? this.forgers : this.rsa));
					return jwt.serialize();
				}
			}
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String digest(String verifier) {
		try {
			return Base64.getUrlEncoder()
				.withoutPadding()
				.encodeToString(
						MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static Map<String, String> form(String text) {
		Map<String, String> form = new HashMap<>();
		for (String pair : text.split("&")) {
			int equals = pair.indexOf('=');
			form.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
		}
		return form;
	}

	private static void json(HttpExchange exchange, int status, String body) {
		try (exchange) {
			byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().add("content-type", "application/json");
			exchange.sendResponseHeaders(status, bytes.length);
			exchange.getResponseBody().write(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.server.stop(0);
	}

}
