package dev.serai.people;

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
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An OpenID Connect provider that keeps the rules: one code for one exchange, given to
 * the client that knows its secret and the proof key. Whom it knows, and how it signs, is
 * the test's.
 */
final class FakeIssuer implements AutoCloseable {

	static final String CLIENT = "serai";

	static final String SECRET = "client-secret-canary";

	/** How an identity token is signed. */
	enum Signing {

		RSA, ELLIPTIC, FORGED, NONE

	}

	private final HttpServer server;

	private final RSAKey rsa;

	private final RSAKey forgers;

	private final ECKey elliptic;

	private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

	volatile boolean down;

	volatile Signing signing = Signing.RSA;

	volatile UnaryOperator<JWTClaimsSet.Builder> person = claims -> claims;

	FakeIssuer() {
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
		this.server.createContext("/.well-known/openid-configuration", this::configuration);
		this.server.createContext("/authorize", this::authorize);
		this.server.createContext("/token", this::token);
		this.server.createContext("/jwks", exchange -> json(exchange, 200,
				new JWKSet(java.util.List.of(this.rsa.toPublicJWK(), this.elliptic.toPublicJWK())).toString()));
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/** Whom it vouches for from now on. */
	void vouchesFor(UnaryOperator<JWTClaimsSet.Builder> claims) {
		this.person = claims;
		this.signing = Signing.RSA;
	}

	private void configuration(HttpExchange exchange) throws IOException {
		if (this.down) {
			json(exchange, 500, "{}");
			return;
		}
		json(exchange, 200, """
				{"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
				"jwks_uri":"%1$s/jwks","response_types_supported":["code"],"subject_types_supported":["public"],
				"id_token_signing_alg_values_supported":["RS256","ES256"]}""".formatted(url()));
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
		JWTClaimsSet claims = this.person
			.apply(new JWTClaimsSet.Builder().issuer(url())
				.audience(CLIENT)
				.issueTime(new Date())
				.expirationTime(Date.from(Instant.now().plusSeconds(300)))
				.claim("nonce", asked.get("nonce")))
			.build();
		json(exchange, 200, """
				{"access_token":"at","token_type":"Bearer","expires_in":300,"id_token":"%s"}"""
			.formatted(signed(claims)));
	}

	private String signed(JWTClaimsSet claims) {
		try {
			switch (this.signing) {
				case NONE -> {
					return new PlainJWT(claims).serialize();
				}
				case ELLIPTIC -> {
					SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec").build(),
							claims);
					jwt.sign(new ECDSASigner(this.elliptic));
					return jwt.serialize();
				}
				default -> {
					SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa").build(),
							claims);
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
		this.server.stop(0);
	}

}
