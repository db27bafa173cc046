package dev.serai.admin.people.security;

import dev.serai.admin.people.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/** The CSRF token that a session was opened with. */
final class SessionCsrf implements CsrfTokenRepository {

	private static final String HEADER = "x-csrf-token";

	/** Form parameters are not read: only JSON is accepted. */
	private static final String PARAMETER = "_csrf";

	private static final CsrfToken NOBODYS = token("none");

	private final PendingLinks links;

	SessionCsrf(PendingLinks links) {
		this.links = links;
	}

	/** Whether a request needs the token: it changes something and uses a session. */
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
		// It was stored when the session was opened.
	}

	@Override
	public @Nullable CsrfToken loadToken(HttpServletRequest request) {
		SignedIn person = Identification.signedIn(request);
		if (person != null) {
			return token(person.session().csrfToken());
		}
		return PendingLinks.isAsked(request)
				? this.links.session(request).map(BrowserSessions::csrfToken).map(SessionCsrf::token).orElse(null)
				: null;
	}

	private static CsrfToken token(String value) {
		return new DefaultCsrfToken(HEADER, PARAMETER, value);
	}

}
