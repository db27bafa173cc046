package dev.serai.admin.people.security;

import java.time.Duration;

import dev.serai.admin.people.Sessions;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseCookie;

/**
 * A cookie that holds a token. No script sees it. Where browsers come by TLS its name
 * begins with {@code __Host-}: then no connection without TLS carries it, and no other
 * host's answer sets it.
 */
final class SecretCookie {

	private final String name;

	private final String sameSite;

	private final PublicAddress address;

	/**
	 * @param sameSite {@code Strict}, or {@code Lax} for a token that has to come along
	 * when another site's page leads back
	 */
	SecretCookie(String name, String sameSite, PublicAddress address) {
		this.name = name;
		this.sameSite = sameSite;
		this.address = address;
	}

	/** The token that a request carries; two are as good as none. */
	@Nullable String token(HttpServletRequest request) {
		String name = name(request);
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
		return (found != null && found.length() == Sessions.TOKEN_LENGTH) ? found : null;
	}

	void give(HttpServletRequest request, HttpServletResponse response, String token, Duration life) {
		response.addHeader("set-cookie", cookie(request, token, life));
	}

	void take(HttpServletRequest request, HttpServletResponse response) {
		response.addHeader("set-cookie", cookie(request, "", Duration.ZERO));
	}

	private String cookie(HttpServletRequest request, String value, Duration life) {
		return ResponseCookie.from(name(request), value)
			.httpOnly(true)
			.secure(this.address.isSecure(request))
			.sameSite(this.sameSite)
			.path("/")
			.maxAge(life)
			.build()
			.toString();
	}

	private String name(HttpServletRequest request) {
		return this.address.isSecure(request) ? "__Host-" + this.name : this.name;
	}

}
