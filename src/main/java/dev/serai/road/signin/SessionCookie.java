package dev.serai.road.signin;

import java.time.Duration;

import dev.serai.people.Sessions;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseCookie;

/**
 * The cookie that holds a session's token. No script sees it, no other site's request
 * carries it, and where the line is TLS no other line does, nor does another host's
 * answer set it.
 */
public final class SessionCookie {

	private static final String NAME = "serai-session";

	private final boolean secureLine;

	/**
	 * @param secureLine whether browsers come by TLS whatever the request looks like here
	 */
	SessionCookie(boolean secureLine) {
		this.secureLine = secureLine;
	}

	/** The token that a request carries; two are as good as none. */
	@Nullable String token(HttpServletRequest request) {
		return value(request, name(request));
	}

	public void give(HttpServletRequest request, HttpServletResponse response, String token) {
		response.addHeader("set-cookie", cookie(request, token, Sessions.LIFE));
	}

	public void take(HttpServletRequest request, HttpServletResponse response) {
		response.addHeader("set-cookie", cookie(request, "", Duration.ZERO));
	}

	private String cookie(HttpServletRequest request, String value, Duration life) {
		return ResponseCookie.from(name(request), value)
			.httpOnly(true)
			.secure(isSecure(request))
			.sameSite("Strict")
			.path("/")
			.maxAge(life)
			.build()
			.toString();
	}

	private String name(HttpServletRequest request) {
		return isSecure(request) ? "__Host-" + NAME : NAME;
	}

	boolean isSecure(HttpServletRequest request) {
		return this.secureLine || request.isSecure();
	}

	static @Nullable String value(HttpServletRequest request, String name) {
		Cookie[] cookies = request.getCookies();
		String found = null;
		if (cookies != null) {
			for (Cookie cookie : cookies) {
				if (cookie.getName().equals(name)) {
					if (found != null) {
						return null;
					}
					found = cookie.getValue();
				}
			}
		}
		return found;
	}

}
