package dev.serai.gateway.http;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import dev.serai.gateway.call.CallId;
import dev.serai.gateway.endpoint.openai.ErrorBody;
import dev.serai.platform.error.ApiError;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The filter for all requests before any route. It assigns each an id, which every reply
 * contains, and refuses what can be refused by the request's head alone. Paths are
 * compared exactly as sent, so that another spelling of a path never bypasses a check.
 */
public final class Edge extends HttpFilter {

	/** The path before a model's name. */
	private static final String MODELS = "/v1/models/";

	private static final Set<String> METHODS = Set.of("GET", "POST", "DELETE", "PUT", "PATCH");

	/**
	 * The request attribute with the call's id, which is assigned here so that every
	 * reply contains it.
	 */
	public static final String ID_ATTRIBUTE = Edge.class.getName() + ".id";

	/**
	 * The first part of the data API's paths, which is also the servlet's name in routes.
	 */
	public static final String DATA_API_NAME = "v1";

	/**
	 * Under this path, bodies are read only after authentication, up to the size limit.
	 */
	private static final String DATA_API = "/" + DATA_API_NAME + "/";

	/** The logging context's key of the call's id. */
	private static final String LOGGED_ID = "callId";

	private static final int MAX_OTHER_BODY = 1024 * 1024;

	private static final long serialVersionUID = 1L;

	private final int maxBody;

	private final transient Clock clock;

	/**
	 * @param maxBody the largest request, in bytes
	 * @param clock the time in the ids
	 */
	public Edge(int maxBody, Clock clock) {
		this.maxBody = maxBody;
		this.clock = clock;
	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		UUID id = CallId.next(this.clock);
		String name = id.toString();
		request.setAttribute(ID_ATTRIBUTE, id);
		response.setHeader("x-request-id", name);
		ApiError error = check(request);
		if (error != null) {
			write(response, error);
			return;
		}
		boolean bounded = request.getContentLengthLong() >= 0 || request.getHeader("transfer-encoding") == null
				|| request.getRequestURI().startsWith(DATA_API);
		// Everything about a call is logged on this thread, with the call's id.
		MDC.put(LOGGED_ID, name);
		try {
			chain.doFilter(bounded ? request : new BoundedRequest(request, limit(request)), response);
		}
		finally {
			MDC.remove(LOGGED_ID);
		}
	}

	private @Nullable ApiError check(HttpServletRequest request) {
		String path = request.getRequestURI();
		if (!path.startsWith(MODELS) && path.toLowerCase(Locale.ROOT).contains("%2f")) {
			return ApiErrors.ofStatus(400);
		}
		if (!isPlain(path)) {
			return ApiErrors.notFound();
		}
		String method = request.getMethod();
		if (!METHODS.contains(method)) {
			return ApiErrors.methodNotAllowed();
		}
		if (request.getContentLengthLong() > limit(request)) {
			return ApiErrors.tooLarge(limit(request));
		}
		if (method.equals("POST") || method.equals("PUT") || method.equals("PATCH")) {
			return checkBody(request);
		}
		return null;
	}

	/** Only calls to models have large bodies. */
	private int limit(HttpServletRequest request) {
		return request.getRequestURI().startsWith(DATA_API) ? this.maxBody : Math.min(this.maxBody, MAX_OTHER_BODY);
	}

	private static @Nullable ApiError checkBody(HttpServletRequest request) {
		String encoding = request.getHeader("content-encoding");
		if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
			return ApiError.of(415, "invalid_request_error", "unsupported_encoding",
					"Request bodies must not be compressed");
		}
		String type = request.getContentType();
		if (type == null || !isJson(type.toLowerCase(Locale.ROOT))) {
			return ApiError.of(415, "invalid_request_error", "unsupported_media_type",
					"The body must be JSON in UTF-8, sent with 'Content-Type: application/json'");
		}
		return null;
	}

	private static boolean isJson(String type) {
		int end = type.indexOf(';');
		String media = ((end < 0) ? type : type.substring(0, end)).strip();
		int charset = type.indexOf("charset=");
		return media.equals("application/json")
				&& (charset < 0 || type.substring(charset + 8).replace("\"", "").strip().startsWith("utf-8"));
	}

	/**
	 * Letters, digits and a few signs, without double slashes: nothing that a container
	 * would rewrite. A model's name may contain a colon and, as SDKs send them, an
	 * escaped slash and colon.
	 */
	private static boolean isPlain(String path) {
		for (int i = 0; i < path.length(); i++) {
			char c = path.charAt(i);
			boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
					|| c == '_' || c == '.' || c == '/' || c == ':' || isEscape(path, i);
			if (!plain || (c == '/' && i > 0 && path.charAt(i - 1) == '/')
					|| (c == '.' && i > 0 && (path.charAt(i - 1) == '.' || path.charAt(i - 1) == '/'))) {
				return false;
			}
		}
		return true;
	}

	/** Returns whether an escape in a model's name begins here. */
	private static boolean isEscape(String path, int at) {
		return path.charAt(at) == '%' && path.startsWith(MODELS)
				&& (path.regionMatches(true, at, "%2F", 0, 3) || path.regionMatches(true, at, "%3A", 0, 3));
	}

	/** Returns whether a request came to the callers' port, not the management port. */
	public static boolean isPassedBy(HttpServletRequest request) {
		return request.getAttribute(ID_ATTRIBUTE) != null;
	}

	/** Writes an error outside of routes. */
	public static void write(HttpServletResponse response, ApiError error) throws IOException {
		byte[] body = ErrorBody.of(error);
		response.setStatus(error.status());
		response.setContentType("application/json");
		response.setHeader("cache-control", "no-store");
		response.setHeader("x-should-retry", Boolean.toString(error.retryable()));
		Duration retryAfter = error.retryAfter();
		if (retryAfter != null) {
			response.setHeader("retry-after", Long.toString(Math.max(1, (retryAfter.toMillis() + 999) / 1000)));
		}
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

}
