package dev.serai.gateway.http.tomcat;

import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.jspecify.annotations.Nullable;

/**
 * The security headers of every reply. They are set before the request is processed, so
 * that refusals have them, too; a reply may replace one. Replies of the data API have
 * only a few, because no browser displays them.
 */
final class SecurityHeaders {

	private static final String CACHE = "Cache-Control";

	private static final String POLICY = "Content-Security-Policy";

	private static final String FRAMES = "X-Frame-Options";

	private static final String STRICT_TRANSPORT = "Strict-Transport-Security";

	/** One year, as browsers require it. */
	private static final String A_YEAR = "max-age=31536000";

	private static final String CONTENT_POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none';"
			+ " form-action 'self'; object-src 'none'";

	/**
	 * The HTML of a report is a self-contained page: it contains its pictures, and
	 * nothing in it may run or load anything. Serai's own pages may frame it.
	 */
	private static final String LETTER_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline';"
			+ " base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

	/** For replies of the data API. */
	static final Map<String, String> OF_DATA = Map.of("X-Content-Type-Options", "nosniff");

	/** For files, which set their own caching. */
	private static final Map<String, String> OF_FILES = of(OF_DATA, "Referrer-Policy", "no-referrer", FRAMES, "DENY",
			POLICY, CONTENT_POLICY);

	private static final Map<String, String> OF_OTHERS = of(OF_FILES, CACHE, "no-store");

	private static final Map<String, String> OF_LETTERS = of(OF_OTHERS, FRAMES, "SAMEORIGIN", POLICY, LETTER_POLICY);

	private SecurityHeaders() {
	}

	private static Map<String, String> of(Map<String, String> base, String... more) {
		Map<String, String> all = new LinkedHashMap<>(base);
		for (int i = 0; i < more.length; i += 2) {
			all.put(more[i], more[i + 1]);
		}
		return Map.copyOf(all);
	}

	/**
	 * Sets the headers on a new reply.
	 * @param secure whether Serai's public address is https
	 */
	static void set(Request request, Response response, boolean secure) {
		of(request.getRequestURI()).forEach(response::setHeader);
		if (secure || request.isSecure()) {
			response.setHeader(STRICT_TRANSPORT, A_YEAR);
		}
	}

	/** Sets missing headers again, and forbids caching of errors. */
	static void addMissing(Request request, Response response) {
		of(request.getRequestURI()).forEach((name, value) -> {
			if (!response.containsHeader(name)) {
				response.setHeader(name, value);
			}
		});
		response.setHeader(CACHE, "no-store");
	}

	/** Returns the headers for a path; null where the request had none. */
	private static Map<String, String> of(@Nullable String path) {
		if (path == null) {
			return OF_OTHERS;
		}
		if (path.startsWith("/v1/")) {
			return OF_DATA;
		}
		if (path.startsWith("/api/")) {
			return (path.startsWith("/api/reports/") && path.endsWith("/preview")) ? OF_LETTERS : OF_OTHERS;
		}
		return (path.equals("/") || path.equals("/index.html") || path.startsWith("/assets/")
				|| path.startsWith("/docs")) ? OF_FILES : OF_OTHERS;
	}

}
