package dev.serai.platform.error;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What a caller is told when a call is not answered. Rendered in the caller's protocol.
 *
 * @param status HTTP status
 * @param type the error's class in OpenAI's words, for instance
 * {@code invalid_request_error}
 * @param code a stable word for programs, for instance {@code model_not_found}
 * @param message what was wrong and what to do, for people; never holds a secret or a
 * host
 * @param param the request's field that is at fault
 * @param retryAfter when it makes sense to try again
 * @param retryable whether the caller's SDK should try again by itself
 */
public record ApiError(int status, String type, String code, String message, @Nullable String param,
		@Nullable Duration retryAfter, boolean retryable) {

	/** The code of what a guardrail does not let through. */
	public static final String CONTENT_BLOCKED = "content_blocked";

	/** 500: a defect in Serai. */
	public static final ApiError DEFECT = of(500, "server_error", "internal_error",
			"Serai failed to serve this call by a fault of its own; its log has more under the request's id");

	/** 400: the request is wrong, at the field named. */
	public static ApiError invalid(String param, String message) {
		return invalid(param, "invalid_value", message);
	}

	public static ApiError invalid(@Nullable String param, String code, String message) {
		return new ApiError(400, "invalid_request_error", code, message, param, null, false);
	}

	public static ApiError of(int status, String type, String code, String message) {
		return new ApiError(status, type, code, message, null, null, false);
	}

	/** 503: Serai or something that it depends on cannot serve now. */
	public static ApiError unavailable(String code, String message, Duration retryAfter) {
		return new ApiError(503, "service_unavailable", code, message, null, retryAfter, true);
	}

	/** The same error, naming the field at fault. */
	public ApiError at(String field) {
		return new ApiError(this.status, this.type, this.code, this.message, field, this.retryAfter, this.retryable);
	}

	/** This error as an exception that ends the call. */
	public CallRefused refused() {
		return new CallRefused(this);
	}

}
