package dev.serai.platform.error;

/**
 * Ends a call with an error for the caller. Has no stack trace, because it is a regular
 * response, not a defect.
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
