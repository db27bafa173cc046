package dev.serai.admin.people.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.people.OidcSignIn;
import dev.serai.platform.error.CallRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.session.Session;

/**
 * OpenID Connect sign-ins that wait for the password of the local account to link, each
 * in the session of the browser that signed in at the provider. Only that browser can
 * finish it, once and within ten minutes.
 */
public final class PendingLinks {

	/** The path to show, finish and cancel a link. */
	static final String PATH = "/api/session/link";

	private static final Duration LIFE = Duration.ofMinutes(10);

	private static final String LINK = "link";

	private final BrowserSessions sessions;

	private final ObjectMapper json;

	private final Clock clock;

	PendingLinks(BrowserSessions sessions, ObjectMapper json, Clock clock) {
		this.sessions = sessions;
		this.json = json;
		this.clock = clock;
	}

	void begin(HttpServletRequest request, HttpServletResponse response, OidcSignIn.Identity identity,
			List<String> roles) {
		Kept kept = new Kept(identity.subject(), identity.email(), identity.name(), roles,
				this.clock.instant().plus(LIFE).toEpochMilli());
		try {
			this.sessions.open(request, response, LIFE, LINK, this.json.writeValueAsString(kept));
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the link that the browser may finish.
	 * @throws CallRefused 401 {@code link_expired}
	 */
	public Link find(HttpServletRequest request) {
		return session(request).map(session -> read(session).link(BrowserSessions.csrfToken(session)))
			.filter(link -> this.clock.instant().isBefore(link.endsAt()))
			.orElseThrow(OidcSignIn::linkExpired);
	}

	/** Returns the request's session if a link waits in it. */
	Optional<Session> session(HttpServletRequest request) {
		return this.sessions.session(request).filter(session -> session.getAttribute(LINK) != null);
	}

	/** Whether a request is about a link. */
	static boolean isAsked(HttpServletRequest request) {
		return request.getRequestURI().equals(PATH);
	}

	private Kept read(Session session) {
		try {
			return this.json.readValue(session.<String>getRequiredAttribute(LINK), Kept.class);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The stored form. */
	record Kept(String subject, @Nullable String email, @Nullable String name, List<String> roles, long endsAt) {

		Link link(String csrfToken) {
			return new Link(new OidcSignIn.Identity(this.subject, this.email, true, this.name), this.roles, csrfToken,
					Instant.ofEpochMilli(this.endsAt));
		}

	}

	/**
	 * A pending link.
	 *
	 * @param identity has an address that the provider has verified
	 * @param roles the claimed roles
	 * @param csrfToken what the page sends with the password
	 */
	public record Link(OidcSignIn.Identity identity, List<String> roles, String csrfToken, Instant endsAt) {

		@Override
		public String toString() {
			return "Link[]";
		}

	}

}
