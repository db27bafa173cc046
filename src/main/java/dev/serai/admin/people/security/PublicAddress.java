package dev.serai.admin.people.security;

import java.net.URI;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where browsers find Serai. Where {@code SERAI_PUBLIC_URL} says it, nothing that a
 * request says of its host or scheme counts.
 */
final class PublicAddress {

	private final @Nullable String url;

	private final @Nullable URI uri;

	/**
	 * @param url without a slash at its end; null means where the request says
	 */
	PublicAddress(@Nullable String url) {
		this.url = url;
		this.uri = (url != null) ? URI.create(url) : null;
	}

	/** Whether an operator has said it. */
	boolean isSet() {
		return this.uri != null;
	}

	/**
	 * Whether the browser came by TLS, of which a request behind a proxy shows nothing.
	 */
	boolean isSecure(HttpServletRequest request) {
		return request.isSecure() || (this.uri != null && "https".equalsIgnoreCase(this.uri.getScheme()));
	}

	/** The first page, as the target of a redirect. */
	String home() {
		return (this.url != null) ? this.url + "/" : "/";
	}

	/**
	 * An address below Serai's, in the form in which Spring Security fills in what is not
	 * known yet.
	 */
	String template(String path) {
		return ((this.url != null) ? this.url : "{baseUrl}") + path;
	}

	/** Whether an {@code Origin} is Serai's own: its scheme, host and port. */
	boolean isOrigin(String origin, HttpServletRequest request) {
		String scheme = (this.uri != null) ? this.uri.getScheme() : request.getScheme();
		String said = origin.toLowerCase(Locale.ROOT);
		String host = request.getHeader("host");
		return (host != null && said.equals(origin(scheme, host)))
				|| (this.uri != null && said.equals(origin(scheme, this.uri.getRawAuthority())));
	}

	/** As browsers write it: the port is left out where it is the usual one. */
	private static String origin(String scheme, String authority) {
		String origin = (scheme + "://" + authority).toLowerCase(Locale.ROOT);
		String usual = origin.startsWith("https:") ? ":443" : ":80";
		return origin.endsWith(usual) ? origin.substring(0, origin.length() - usual.length()) : origin;
	}

}
