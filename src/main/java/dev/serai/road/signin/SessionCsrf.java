package dev.serai.road.signin;

import dev.serai.people.Sessions;
import dev.serai.people.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * The token against forged requests follows from the session's: there is nothing to keep.
 */
final class SessionCsrf implements CsrfTokenRepository {

	private static final String HEADER = "x-csrf-token";

	/** Not read from forms, of which there are none: nothing but JSON is taken. */
	private static final String PARAMETER = "_csrf";

	private static final CsrfToken NOBODYS = new DefaultCsrfToken(HEADER, PARAMETER, "none");

	/**
	 * Whether a request has to carry the token: one that changes something by a cookie.
	 */
	static boolean isNeeded(HttpServletRequest request) {
		return Identification.changes(request) && Identification.signedIn(request) != null && !isSignIn(request);
	}

	/** Who signs in anew has no token yet; where the request comes from was checked. */
	private static boolean isSignIn(HttpServletRequest request) {
		return request.getMethod().equals("POST") && request.getRequestURI().equals("/api/session");
	}

	@Override
	public CsrfToken generateToken(HttpServletRequest request) {
		return NOBODYS;
	}

	@Override
	public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
		// It is known as long as the session is.
	}

	@Override
	public @Nullable CsrfToken loadToken(HttpServletRequest request) {
		SignedIn person = Identification.signedIn(request);
		return (person != null) ? new DefaultCsrfToken(HEADER, PARAMETER, Sessions.csrfToken(person.token())) : null;
	}

}
