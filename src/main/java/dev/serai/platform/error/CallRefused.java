package dev.serai.platform.error;

/**
 * Ends a call with an error for the caller. Carries no stack trace: it is an answer, not
 * a defect.
 */
public final class CallRefused extends RuntimeException {

	private final transient ApiError error;

	public CallRefused(ApiError error) {
		super(error.message(), null, false, false);
		this.error = error;
	}

	public ApiError error() {
		return this.error;
	}

}
