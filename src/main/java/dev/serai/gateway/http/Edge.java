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
 * What every request passes before a route sees it: an id that every answer carries, and
 * refusals that need no more than the request's head. Paths are compared as they are
 * written, so that no spelling of a path is decided otherwise than the path itself.
 */
public final class Edge extends HttpFilter {

	/** What a model's name follows. */
	private static final String MODELS = "/v1/models/";

	private static final Set<String> METHODS = Set.of("GET", "POST", "DELETE", "PUT", "PATCH");

	/**
	 * The attribute of a request that holds its call's id, which is made here so that
	 * every answer carries it.
	 */
	public static final String ID_ATTRIBUTE = Edge.class.getName() + ".id";

	/**
	 * The first part of the data API's paths, and the name by which routes call its
	 * servlet.
	 */
	public static final String DATA_API_NAME = "v1";

	/**
	 * Here a body is read once it is known who calls, and no further than it may be long.
	 */
	private static final String DATA_API = "/" + DATA_API_NAME + "/";

	/** The call's id among what a line of the log knows. */
	private static final String LOGGED_ID = "callId";

	private static final int MAX_OTHER_BODY = 1024 * 1024;

	private static final long serialVersionUID = 1L;

	private final int maxBody;

	private final transient Clock clock;

	/**
	 * @param maxBody the largest request, in bytes
	 * @param clock gives each call the time that its id holds
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
		// Whatever is logged for a call is logged by this thread, and says which call.
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

	/** Only calls to models have reason to be large. */
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
	 * Letters, digits and a few signs, one slash at a time: nothing that a container
	 * would rewrite. A colon and, as SDKs send them, an escaped slash and colon may stand
	 * in a model's name.
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

	/** In the name of a model. */
	private static boolean isEscape(String path, int at) {
		return path.charAt(at) == '%' && path.startsWith(MODELS)
				&& (path.regionMatches(true, at, "%2F", 0, 3) || path.regionMatches(true, at, "%3A", 0, 3));
	}

	/**
	 * Whether a request came this way: to the callers' port, and not to the management's.
	 */
	public static boolean isPassedBy(HttpServletRequest request) {
		return request.getAttribute(ID_ATTRIBUTE) != null;
	}

	/** Writes an error where no route does. */
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
