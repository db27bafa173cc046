package dev.serai.admin.people.security;

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
import dev.serai.admin.people.SessionStore;
import dev.serai.admin.people.Sessions;
import dev.serai.gateway.access.Origins;
import dev.serai.gateway.http.RequestOrigin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/**
 * Sign-ins in progress at the OpenID Connect provider, in a store of their own, so that
 * any node can finish what another started. Only the browser that started one can finish
 * it, once and within ten minutes. Anyone can start one, so the store limits their number
 * for each address and in total.
 */
final class PendingSignIns implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

	private static final Duration LIFE = Duration.ofMinutes(10);

	private static final String SESSION = PendingSignIns.class.getName() + ".session";

	private final SessionStore store;

	private final Sessions sessions;

	private final SecretCookie cookie;

	private final SessionCookie sessionCookie;

	private final Origins origins;

	private final ObjectMapper json;

	PendingSignIns(SessionStore store, Sessions sessions, PublicAddress address, SessionCookie sessionCookie,
			Origins origins, ObjectMapper json) {
		this.store = store;
		this.sessions = sessions;
		// Lax, because the redirect back comes from the provider's site.
		this.cookie = new SecretCookie("serai-oidc", "Lax", address);
		this.sessionCookie = sessionCookie;
		this.origins = origins;
		this.json = json;
	}

	/**
	 * Returns the store's name of the session that the browser had when it started this
	 * sign-in. The browser does not send its cookie on the redirect from another site.
	 */
	static Optional<String> sessionBefore(HttpServletRequest request) {
		return Optional.ofNullable((String) request.getAttribute(SESSION));
	}

	@Override
	public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
		return name(request).flatMap(this.store::get).map(this::read).map(Pending::request).orElse(null);
	}

	@Override
	public void saveAuthorizationRequest(@Nullable OAuth2AuthorizationRequest wanted, HttpServletRequest request,
			HttpServletResponse response) {
		if (wanted == null) {
			return;
		}
		String token = this.sessions.newToken();
		String session = this.sessionCookie.token(request);
		this.store.put(Sessions.name(token), Origins.site(RequestOrigin.of(request, this.origins)),
				write(Pending.of(wanted, (session != null) ? Sessions.name(session) : null, IssuerTime.spent())), LIFE);
		this.cookie.give(request, response, token, LIFE);
	}

	@Override
	public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(HttpServletRequest request,
			HttpServletResponse response) {
		Optional<String> name = name(request);
		if (name.isEmpty()) {
			return null;
		}
		this.cookie.take(request, response);
		Optional<Pending> pending = name.flatMap(this.store::take).map(this::read);
		pending.ifPresent(it -> {
			request.setAttribute(SESSION, it.session());
			IssuerTime.begin(Duration.ofMillis(it.spentMs()));
		});
		return pending.map(Pending::request).orElse(null);
	}

	private Optional<String> name(HttpServletRequest request) {
		return Optional.ofNullable(this.cookie.token(request)).map(Sessions::name);
	}

	private byte[] write(Pending pending) {
		try {
			return this.json.writeValueAsBytes(pending);
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Pending read(byte[] bytes) {
		try {
			return this.json.readValue(bytes, Pending.class);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The stored form of a sign-in.
	 *
	 * @param attributes the PKCE verifier and the nonce, which the provider's response
	 * must match
	 * @param session the store's name of the browser's session; null when it has none
	 * @param spentMs the time spent waiting for the provider, in milliseconds
	 */
	record Pending(String authorizationUri, String clientId, String redirectUri, Set<String> scopes, String state,
			Map<String, String> attributes, @Nullable String session, long spentMs) {

		static Pending of(OAuth2AuthorizationRequest request, @Nullable String session, Duration spent) {
			return new Pending(request.getAuthorizationUri(), request.getClientId(), request.getRedirectUri(),
					request.getScopes(), request.getState(),
					request.getAttributes()
						.entrySet()
						.stream()
						.collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue()))),
					session, spent.toMillis());
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
