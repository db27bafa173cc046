package dev.serai.admin.organisation;

import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;

/** Refusals that teams and keys have in common. */
final class Refusal {

	private Refusal() {
	}

	/** 404: it does not exist, or the operator may not see it. */
	static CallRefused notFound(String kind) {
		return ApiError.notFound(kind).refused();
	}

	/** 404 for a subject that a request field names. */
	static CallRefused notFound(String kind, String field) {
		return new CallRefused(notFound(kind).error().at(field));
	}

	/** 409: the name is taken. */
	static CallRefused exists(String kind) {
		return new CallRefused(ApiError
			.of(409, "invalid_request_error", kind + "_exists", "There is another " + kind + " of this name.")
			.at("name"));
	}

	/** 409: it was archived or revoked and cannot be changed. */
	static CallRefused ended(String kind, String how) {
		return ApiError.of(409, "invalid_request_error", kind + "_" + how, "This " + kind + " has been " + how + ".")
			.refused();
	}

}
