package dev.serai.admin.people.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.session.web.http.CookieSerializer.CookieValue;

/**
 * Sign-ins in progress at the OpenID Connect provider, encrypted in a cookie of the
 * browser that started them: only that browser can finish one, on any node, within ten
 * minutes. Anyone can start one, so nothing is stored for it.
 */
final class PendingSignIns implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

	/** What the cookie's key is derived for. */
	static final String PURPOSE = "serai sign-in cookie";

	private static final Duration LIFE = Duration.ofMinutes(10);

	private static final String SESSION = PendingSignIns.class.getName() + ".session";

	private static final JWEHeader SEALED = new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A128CBC_HS256);

	private final SecretCookie cookie;

	private final BrowserSessions sessions;

	private final byte[] key;

	private final ObjectMapper json;

	private final Clock clock;

	/**
	 * @param key 32 bytes, the same on all nodes
	 */
	PendingSignIns(BrowserSessions sessions, PublicAddress address, byte[] key, ObjectMapper json, Clock clock) {
		// Lax, because the redirect back comes from the provider's site.
		this.cookie = new SecretCookie("serai-oidc", "Lax", LIFE, address);
		this.sessions = sessions;
		this.key = key.clone();
		this.json = json;
		this.clock = clock;
	}

	/**
	 * Returns the id of the session that the browser had when it started this sign-in.
	 * The browser does not send its cookie on the redirect from another site.
	 */
	static Optional<String> sessionBefore(HttpServletRequest request) {
		return Optional.ofNullable((String) request.getAttribute(SESSION));
	}

	@Override
	public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
		return pending(request).map(Pending::request).orElse(null);
	}

	@Override
	public void saveAuthorizationRequest(@Nullable OAuth2AuthorizationRequest wanted, HttpServletRequest request,
			HttpServletResponse response) {
		if (wanted != null) {
			String session = this.sessions.id(request).orElse(null);
			long endsAt = this.clock.instant().plus(LIFE).toEpochMilli();
			this.cookie.writeCookieValue(
					new CookieValue(request, response, seal(Pending.of(wanted, session, IssuerTime.spent(), endsAt))));
		}
	}

	@Override
	public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(HttpServletRequest request,
			HttpServletResponse response) {
		if (this.cookie.readCookieValues(request).isEmpty()) {
			return null;
		}
		this.cookie.writeCookieValue(new CookieValue(request, response, ""));
		Optional<Pending> pending = pending(request);
		pending.ifPresent(it -> {
			request.setAttribute(SESSION, it.session());
			IssuerTime.begin(Duration.ofMillis(it.spentMs()));
		});
		return pending.map(Pending::request).orElse(null);
	}

	private Optional<Pending> pending(HttpServletRequest request) {
		return this.cookie.readCookieValues(request)
			.stream()
			.findFirst()
			.flatMap(this::open)
			.filter(pending -> this.clock.millis() < pending.endsAt());
	}

	private String seal(Pending pending) {
		try {
			JWEObject sealed = new JWEObject(SEALED, new Payload(this.json.writeValueAsBytes(pending)));
			sealed.encrypt(new DirectEncrypter(this.key));
			return sealed.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("The sign-in's cookie cannot be encrypted", ex);
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Returns nothing for a cookie that was not made here. */
	private Optional<Pending> open(String value) {
		try {
			JWEObject sealed = JWEObject.parse(value);
			sealed.decrypt(new DirectDecrypter(this.key));
			return Optional.of(this.json.readValue(sealed.getPayload().toBytes(), Pending.class));
		}
		catch (ParseException | JOSEException | IOException ex) {
			return Optional.empty();
		}
	}

	/**
	 * The stored form of a sign-in.
	 *
	 * @param attributes the PKCE verifier and the nonce, which the provider's response
	 * must match
	 * @param session the id of the browser's session; null when it has none
	 * @param spentMs the time spent waiting for the provider, in milliseconds
	 */
	record Pending(String authorizationUri, String clientId, String redirectUri, Set<String> scopes, String state,
			Map<String, String> attributes, @Nullable String session, long spentMs, long endsAt) {

		static Pending of(OAuth2AuthorizationRequest request, @Nullable String session, Duration spent, long endsAt) {
			return new Pending(request.getAuthorizationUri(), request.getClientId(), request.getRedirectUri(),
					request.getScopes(), request.getState(),
					request.getAttributes()
						.entrySet()
						.stream()
						.collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue()))),
					session, spent.toMillis(), endsAt);
		}

		OAuth2AuthorizationRequest request() {
			return OAuth2AuthorizationRequest.authorizationCode()
				.authorizationUri(this.authorizationUri)
				.clientId(this.clientId)
				.redirectUri(this.redirectUri)
				.scopes(this.scopes)
				.state(this.state)
				.attributes(all -> all.putAll(new HashMap<>(this.attributes)))
				.build();
		}

	}

}
