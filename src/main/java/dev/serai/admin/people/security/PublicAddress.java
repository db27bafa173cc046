package dev.serai.admin.people.security;

import java.net.URI;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Serai's address for browsers. If {@code SERAI_PUBLIC_URL} is set, host and scheme of
 * requests are ignored.
 */
final class PublicAddress {

	private final @Nullable String url;

	private final @Nullable URI uri;

	private final boolean secure;

	/**
	 * @param url without a trailing slash; null derives it from each request
	 * @param secure whether browsers use TLS, which a request behind a proxy does not
	 * show
	 */
	PublicAddress(@Nullable String url, boolean secure) {
		this.url = url;
		this.uri = (url != null) ? URI.create(url) : null;
		this.secure = secure;
	}

	/** Whether the address is configured. */
	boolean isSet() {
		return this.uri != null;
	}

	/** Whether browsers use TLS. */
	boolean isSecure() {
		return this.secure;
	}

	/** Returns the first page's address, for redirects. */
	String home() {
		return (this.url != null) ? this.url + "/" : "/";
	}

	/**
	 * Returns an address below Serai's, with Spring Security's placeholders for unknown
	 * parts.
	 */
	String template(String path) {
		return ((this.url != null) ? this.url : "{baseUrl}") + path;
	}

	/** Whether an {@code Origin} is Serai's own: same scheme, host and port. */
	boolean isOrigin(String origin, HttpServletRequest request) {
		String scheme = (this.uri != null) ? this.uri.getScheme() : request.getScheme();
		String said = origin.toLowerCase(Locale.ROOT);
		String host = request.getHeader("host");
		return (host != null && said.equals(origin(scheme, host)))
				|| (this.uri != null && said.equals(origin(scheme, this.uri.getRawAuthority())));
	}

	/** Formats an origin as browsers do, without the default port. */
	private static String origin(String scheme, String authority) {
		String origin = (scheme + "://" + authority).toLowerCase(Locale.ROOT);
		String usual = origin.startsWith("https:") ? ":443" : ":80";
		return origin.endsWith(usual) ? origin.substring(0, origin.length() - usual.length()) : origin;
	}

}
