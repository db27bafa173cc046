package dev.serai.admin.people.security;

import java.time.Duration;

import dev.serai.admin.people.Sessions;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseCookie;

/**
 * A cookie with a token, hidden from scripts. With TLS, its name starts with {@code
 * __Host-}: browsers then send it only over TLS, and no other host can set it.
 */
final class SecretCookie {

	private final String name;

	private final String sameSite;

	private final PublicAddress address;

	/**
	 * @param sameSite {@code Strict}, or {@code Lax} for a token that is needed on a
	 * redirect from another site
	 */
	SecretCookie(String name, String sameSite, PublicAddress address) {
		this.name = name;
		this.sameSite = sameSite;
		this.address = address;
	}

	/**
	 * Returns the request's token; null when there is no such cookie or more than one.
	 */
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
