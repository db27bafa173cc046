package dev.serai.admin.people.security;

import dev.serai.admin.people.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The cookie with a session's token. Browsers do not send it with other sites' requests.
 */
public final class SessionCookie {

	private final SecretCookie cookie;

	SessionCookie(PublicAddress address) {
		this.cookie = new SecretCookie("serai-session", "Strict", address);
	}

	/**
	 * Returns the request's token; null when there is no such cookie or more than one.
	 */
	@Nullable String token(HttpServletRequest request) {
		return this.cookie.token(request);
	}

	public void give(HttpServletRequest request, HttpServletResponse response, String token) {
		this.cookie.give(request, response, token, Sessions.LIFE);
	}

	public void take(HttpServletRequest request, HttpServletResponse response) {
		this.cookie.take(request, response);
	}

}
