package dev.serai.admin.people.security;

import dev.serai.admin.people.Sessions;
import dev.serai.admin.people.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * Derives the CSRF token from the token of the session, or of a link that waits for a
 * password, so nothing has to be stored.
 */
final class SessionCsrf implements CsrfTokenRepository {

	private static final String HEADER = "x-csrf-token";

	/** Form parameters are not read: only JSON is accepted. */
	private static final String PARAMETER = "_csrf";

	private static final CsrfToken NOBODYS = token("none");

	private final PendingLinks links;

	SessionCsrf(PendingLinks links) {
		this.links = links;
	}

	/** Whether a request needs the token: it changes something and uses a cookie. */
	boolean isNeeded(HttpServletRequest request) {
		return Identification.changes(request) && !isSignIn(request) && loadToken(request) != null;
	}

	/** A new sign-in has no token yet; its origin was checked. */
	private static boolean isSignIn(HttpServletRequest request) {
		return request.getMethod().equals("POST") && request.getRequestURI().equals("/api/session");
	}

	@Override
	public CsrfToken generateToken(HttpServletRequest request) {
		return NOBODYS;
	}

	@Override
	public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
		// Nothing to store: it is derived from the session.
	}

	@Override
	public @Nullable CsrfToken loadToken(HttpServletRequest request) {
		if (PendingLinks.isAsked(request)) {
			String link = this.links.csrfToken(request);
			return (link != null) ? token(link) : null;
		}
		SignedIn person = Identification.signedIn(request);
		return (person != null) ? token(Sessions.csrfToken(person.token())) : null;
	}

	private static CsrfToken token(String value) {
		return new DefaultCsrfToken(HEADER, PARAMETER, value);
	}

}
