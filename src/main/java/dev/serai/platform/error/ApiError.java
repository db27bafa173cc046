package dev.serai.platform.error;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The error of a call, rendered in the caller's protocol.
 *
 * @param status HTTP status
 * @param type the error type in OpenAI's terms, for instance {@code
 * invalid_request_error}
 * @param code a stable code for programs, for instance {@code model_not_found}
 * @param message the problem and its solution, for people; never contains a secret or a
 * host
 * @param param the request field that caused it
 * @param retryAfter when to try again
 * @param retryable whether the caller's SDK should retry automatically
 */
public record ApiError(int status, String type, String code, String message, @Nullable String param,
		@Nullable Duration retryAfter, boolean retryable) {

	/** The code of content that a guardrail blocks. */
	public static final String CONTENT_BLOCKED = "content_blocked";

	/** 500: a defect in Serai. */
	public static final ApiError DEFECT = of(500, "server_error", "internal_error",
			"Internal error. The log has details under the id of the request");

	/** 400: the named field of the request is invalid. */
	public static ApiError invalid(String param, String message) {
		return invalid(param, "invalid_value", message);
	}

	public static ApiError invalid(@Nullable String param, String code, String message) {
		return new ApiError(400, "invalid_request_error", code, message, param, null, false);
	}

	public static ApiError of(int status, String type, String code, String message) {
		return new ApiError(status, type, code, message, null, null, false);
	}

	/**
	 * 404: nothing of this kind has the id.
	 * @param kind for instance {@code alert_rule}
	 */
	public static ApiError notFound(String kind) {
		return of(404, "invalid_request_error", kind + "_not_found",
				"There is no " + kind.replace('_', ' ') + " with this id.");
	}

	/** 503: Serai or a dependency is temporarily unavailable. */
	public static ApiError unavailable(String code, String message, Duration retryAfter) {
		return new ApiError(503, "service_unavailable", code, message, null, retryAfter, true);
	}

	/** Returns the same error with the name of the field. */
	public ApiError at(String field) {
		return new ApiError(this.status, this.type, this.code, this.message, field, this.retryAfter, this.retryable);
	}

	/** Returns an exception that ends the call with this error. */
	public CallRefused refused() {
		return new CallRefused(this);
	}

}
