package dev.serai.admin.people.security;

import dev.serai.admin.people.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** The cookie that holds a session's token. No other site's request carries it. */
public final class SessionCookie {

	private final SecretCookie cookie;

	SessionCookie(PublicAddress address) {
		this.cookie = new SecretCookie("serai-session", "Strict", address);
	}

	/** The token that a request carries; two are as good as none. */
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
