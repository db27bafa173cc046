package dev.serai.admin.people.security;

import java.time.Duration;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.session.web.http.DefaultCookieSerializer;

/**
 * A cookie with a secret, hidden from scripts. With TLS, its name starts with {@code
 * __Host-}: browsers then send it only over TLS, and no other host can set it.
 */
final class SecretCookie extends DefaultCookieSerializer {

	/**
	 * @param sameSite {@code Strict}, or {@code Lax} for a secret that is needed on a
	 * redirect from another site
	 */
	SecretCookie(String name, String sameSite, Duration life, PublicAddress address) {
		setCookieName(address.isSecure() ? "__Host-" + name : name);
		setUseSecureCookie(address.isSecure());
		setSameSite(sameSite);
		setCookiePath("/");
		setCookieMaxAge(Math.toIntExact(life.toSeconds()));
		setUseBase64Encoding(false);
	}

	/** Of two cookies, one may be planted by another host: neither counts. */
	@Override
	public List<String> readCookieValues(HttpServletRequest request) {
		List<String> values = super.readCookieValues(request);
		return (values.size() == 1) ? values : List.of();
	}

}
