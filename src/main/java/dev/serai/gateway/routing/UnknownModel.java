package dev.serai.gateway.routing;

import dev.serai.platform.error.ApiError;

/** The error for a model that does not exist or that the key may not use. */
public final class UnknownModel {

	private UnknownModel() {
	}

	/** Returns 404 {@code model_not_found} with OpenAI's text. */
	public static ApiError named(String model) {
		return ApiError.of(404, "invalid_request_error", "model_not_found",
				"The model " + Quoted.name(model) + " does not exist or you do not have access to it.");
	}

}
