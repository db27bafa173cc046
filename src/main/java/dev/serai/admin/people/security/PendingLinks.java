package dev.serai.admin.people.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.people.OidcSignIn;
import dev.serai.admin.people.SessionStore;
import dev.serai.admin.people.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * OpenID Connect sign-ins that wait for the password of the local account to link. Only
 * the browser that signed in at the provider can finish one, once and within ten minutes.
 */
public final class PendingLinks {

	/** The path to show, finish and cancel a link. */
	static final String PATH = "/api/session/link";

	private static final Duration LIFE = Duration.ofMinutes(10);

	private final SessionStore store;

	private final Sessions sessions;

	private final SecretCookie cookie;

	private final ObjectMapper json;

	private final Clock clock;

	PendingLinks(SessionStore store, Sessions sessions, PublicAddress address, ObjectMapper json, Clock clock) {
		this.store = store;
		this.sessions = sessions;
		this.cookie = new SecretCookie("serai-link", "Strict", address);
		this.json = json;
		this.clock = clock;
	}

	void begin(HttpServletRequest request, HttpServletResponse response, UUID account, OidcSignIn.Identity identity,
			List<String> roles) {
		String token = this.sessions.newToken();
		Kept kept = new Kept(account, identity.subject(), identity.email(), identity.name(), roles,
				this.clock.instant().plus(LIFE).toEpochMilli());
		this.store.put(Sessions.name(token), account.toString(), write(kept), LIFE);
		this.cookie.give(request, response, token, LIFE);
	}

	/**
	 * Returns the link that the browser may finish.
	 * @throws CallRefused 401 {@code link_expired}
	 */
	public Link find(HttpServletRequest request) {
		return Optional.ofNullable(this.cookie.token(request))
			.flatMap(token -> this.store.get(Sessions.name(token)).map(this::read).map(kept -> kept.link(token)))
			.orElseThrow(OidcSignIn::linkExpired);
	}

	/** Ends a link that was finished or cancelled. */
	public void end(Link link, HttpServletRequest request, HttpServletResponse response) {
		this.store.remove(Sessions.name(link.token()), link.account().toString());
		this.cookie.take(request, response);
	}

	/** Returns the CSRF token for a request about a link; otherwise null. */
	@Nullable String csrfToken(HttpServletRequest request) {
		String token = isAsked(request) ? this.cookie.token(request) : null;
		return (token != null) ? Sessions.csrfToken(token) : null;
	}

	/** Whether a request is about a link. */
	static boolean isAsked(HttpServletRequest request) {
		return request.getRequestURI().equals(PATH);
	}

	private byte[] write(Kept kept) {
		try {
			return this.json.writeValueAsBytes(kept);
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Kept read(byte[] bytes) {
		try {
			return this.json.readValue(bytes, Kept.class);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The stored form. */
	record Kept(UUID account, String subject, @Nullable String email, @Nullable String name, List<String> roles,
			long endsAt) {

		Link link(String token) {
			return new Link(token, this.account, new OidcSignIn.Identity(this.subject, this.email, true, this.name),
					this.roles, Instant.ofEpochMilli(this.endsAt));
		}

	}

	/**
	 * A pending link.
	 *
	 * @param token the browser's token
	 * @param account the person whose password is needed
	 * @param identity has an address that the provider has verified
	 * @param roles the claimed roles
	 */
	public record Link(String token, UUID account, OidcSignIn.Identity identity, List<String> roles, Instant endsAt) {

		@Override
		public String toString() {
			return "Link[" + this.account + "]";
		}

	}

}
