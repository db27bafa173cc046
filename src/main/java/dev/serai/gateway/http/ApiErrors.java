package dev.serai.gateway.http;

import dev.serai.platform.error.ApiError;

/** Errors for requests that reach no route. */
public final class ApiErrors {

	private ApiErrors() {
	}

	static ApiError notFound() {
		return ApiError.of(404, "invalid_request_error", "not_found", "There is nothing at this address");
	}

	static ApiError methodNotAllowed() {
		return ApiError.of(405, "invalid_request_error", "method_not_allowed",
				"This address does not take this HTTP method");
	}

	public static ApiError tooLarge(int maxBody) {
		return ApiError.of(413, "invalid_request_error", "request_too_large",
				"The request is larger than " + maxBody + " bytes");
	}

	static ApiError tooSlow() {
		return ApiError.of(408, "invalid_request_error", "request_timeout", "The request body took too long to arrive");
	}

	/** Returns the error for an HTTP status. */
	public static ApiError ofStatus(int status) {
		return switch (status) {
			case 404 -> notFound();
			case 405 -> methodNotAllowed();
			case 408 -> tooSlow();
			case 413 -> ApiError.of(413, "invalid_request_error", "request_too_large", "The request is too large");
			case 415 -> ApiError.of(415, "invalid_request_error", "unsupported_media_type",
					"The body must be JSON in UTF-8, sent with 'Content-Type: application/json'");
			case 503 -> ApiError.of(503, "service_unavailable", "starting", "Serai is not ready yet");
			default -> (status >= 400 && status < 500)
					? ApiError.of(status, "invalid_request_error", "bad_request", "The request is not valid HTTP")
					: ApiError.of(500, "server_error", "internal_error",
							"Internal error. The log has details under the id of the request");
		};
	}

}
