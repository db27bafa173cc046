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
 * Sign-ins by OpenID Connect that wait for the password of the local account that they
 * are to be linked to. Only the browser that signed in at the provider can finish one,
 * within ten minutes and once.
 */
public final class PendingLinks {

	/** Where a link is looked at, finished and given up. */
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
	 * The link that the browser may finish.
	 * @throws CallRefused 401 {@code link_expired}
	 */
	public Link find(HttpServletRequest request) {
		return Optional.ofNullable(this.cookie.token(request))
			.flatMap(token -> this.store.get(Sessions.name(token)).map(this::read).map(kept -> kept.link(token)))
			.orElseThrow(OidcSignIn::linkExpired);
	}

	/** Ends a link, whether it was finished or given up. */
	public void end(Link link, HttpServletRequest request, HttpServletResponse response) {
		this.store.remove(Sessions.name(link.token()), link.account().toString());
		this.cookie.take(request, response);
	}

	/** The token against forged requests, where a request is about a link; else null. */
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

	/** As it is stored. */
	record Kept(UUID account, String subject, @Nullable String email, @Nullable String name, List<String> roles,
			long endsAt) {

		Link link(String token) {
			return new Link(token, this.account, new OidcSignIn.Identity(this.subject, this.email, true, this.name),
					this.roles, Instant.ofEpochMilli(this.endsAt));
		}

	}

	/**
	 * A link that waits.
	 *
	 * @param token that the browser holds
	 * @param account the person whose password is asked for
	 * @param identity with an address that the provider vouches for
	 * @param roles that the provider claims
	 */
	public record Link(String token, UUID account, OidcSignIn.Identity identity, List<String> roles, Instant endsAt) {

		@Override
		public String toString() {
			return "Link[" + this.account + "]";
		}

	}

}
