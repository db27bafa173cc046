package dev.serai.road.signin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.people.SessionStore;
import dev.serai.people.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/**
 * Sign-ins that have been sent to the OpenID Connect provider and are not back yet, where
 * sessions are kept, so that any node can end what another began. Only the browser that
 * began it can end it, within ten minutes and once.
 */
final class PendingSignIns implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

	private static final String COOKIE = "serai-oidc";

	private static final String NAME = "oidc:";

	private static final Duration LIFE = Duration.ofMinutes(10);

	private static final int TOKEN_LENGTH = 43;

	private final SessionStore store;

	private final Sessions sessions;

	private final SessionCookie cookies;

	private final ObjectMapper json;

	PendingSignIns(SessionStore store, Sessions sessions, SessionCookie cookies, ObjectMapper json) {
		this.store = store;
		this.sessions = sessions;
		this.cookies = cookies;
		this.json = json;
	}

	@Override
	public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
		return token(request).flatMap(token -> this.store.get(NAME + token)).map(this::read).orElse(null);
	}

	@Override
	public void saveAuthorizationRequest(@Nullable OAuth2AuthorizationRequest wanted, HttpServletRequest request,
			HttpServletResponse response) {
		if (wanted == null) {
			return;
		}
		String token = this.sessions.newToken();
		this.store.put(NAME + token, write(Pending.of(wanted)), LIFE);
		response.addHeader("set-cookie", cookie(request, token, LIFE));
	}

	@Override
	public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(HttpServletRequest request,
			HttpServletResponse response) {
		Optional<String> token = token(request);
		if (token.isEmpty()) {
			return null;
		}
		response.addHeader("set-cookie", cookie(request, "", Duration.ZERO));
		return token.flatMap(it -> this.store.take(NAME + it)).map(this::read).orElse(null);
	}

	private static Optional<String> token(HttpServletRequest request) {
		return Optional.ofNullable(SessionCookie.value(request, COOKIE)).filter(it -> it.length() == TOKEN_LENGTH);
	}

	/** Lax, for the way back begins on the provider's page. */
	private String cookie(HttpServletRequest request, String value, Duration life) {
		return ResponseCookie.from(COOKIE, value)
			.httpOnly(true)
			.secure(this.cookies.isSecure(request))
			.sameSite("Lax")
			.path("/login/oauth2/code")
			.maxAge(life)
			.build()
			.toString();
	}

	private byte[] write(Pending pending) {
		try {
			return this.json.writeValueAsBytes(pending);
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private OAuth2AuthorizationRequest read(byte[] bytes) {
		try {
			return this.json.readValue(bytes, Pending.class).request();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What has to be known again.
	 *
	 * @param attributes the proof keys and the nonce, which the provider's answer has to
	 * fit
	 */
	record Pending(String authorizationUri, String clientId, String redirectUri, Set<String> scopes, String state,
			Map<String, String> attributes) {

		static Pending of(OAuth2AuthorizationRequest request) {
			return new Pending(request.getAuthorizationUri(), request.getClientId(), request.getRedirectUri(),
					request.getScopes(), request.getState(),
					request.getAttributes()
						.entrySet()
						.stream()
						.collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue()))));
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
