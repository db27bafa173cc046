package dev.serai.gateway.operation;

import java.time.Duration;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * The failure of an attempt without a usable answer. It has no stack trace, because such
 * failures are frequent.
 */
public final class ProviderFailure extends RuntimeException {

	/** What went wrong, which determines what may be tried next. */
	public enum Kind {

		/** No connection could be made. */
		CONNECT(true, true),
		/** Nothing arrived in time: no first byte or no first token. */
		TIMEOUT(true, true),
		/** The connection broke before the answer was complete. */
		BROKEN(true, true),
		/** A status 5xx. */
		SERVER_ERROR(true, true),
		/** Status 503 or 529: the provider reports overload. */
		OVERLOADED(true, true),
		/** Status 429: too many requests or tokens for now; it passes without action. */
		RATE_LIMITED(true, false),
		/**
		 * The account has no money or quota left. Unlike a rate limit it needs the
		 * operator, who must top the account up.
		 */
		INSUFFICIENT_QUOTA(true, false),
		/**
		 * Status 401 or 403: the operator's key is wrong. The caller cannot correct it,
		 * but another provider may serve.
		 */
		AUTH(true, false),
		/**
		 * Status 404 at the provider: the catalog contains a model that the provider does
		 * not have.
		 */
		NOT_FOUND(true, false),
		/** The response is not an answer: not JSON, cut off, or of the wrong form. */
		MALFORMED(true, true),
		/**
		 * The provider ended its answer with an unknown reason. The message is Serai's
		 * own.
		 */
		UNFINISHED(true, true),
		/** The answer exceeds the size limit. */
		TOO_LARGE(false, false),
		/**
		 * The provider rejected the request as invalid. Passed on to the caller, unless
		 * Serai chose the deployment and one of another dialect accepts the request.
		 */
		INVALID_REQUEST(false, false),
		/**
		 * The call ended before the attempt did: the caller disconnected or the deadline
		 * passed.
		 */
		CANCELLED(false, false);

		private final boolean retryable;

		private final boolean deploymentsFault;

		Kind(boolean retryable, boolean deploymentsFault) {
			this.retryable = retryable;
			this.deploymentsFault = deploymentsFault;
		}

		/** Returns whether another candidate may be tried. */
		public boolean retryable() {
			return this.retryable;
		}

		/** Returns whether the deployment's breaker counts it. */
		public boolean deploymentsFault() {
			return this.deploymentsFault;
		}

	}

	private final Kind kind;

	private final int status;

	private final transient @Nullable Duration retryAfter;

	private final @Nullable String code;

	private final @Nullable String param;

	private final transient @Nullable Usage used;

	private ProviderFailure(Kind kind, int status, String message, @Nullable Duration retryAfter, @Nullable String code,
			@Nullable String param, @Nullable Usage used) {
		super(message, null, false, false);
		this.kind = kind;
		this.status = status;
		this.retryAfter = retryAfter;
		this.code = code;
		this.param = param;
		this.used = used;
	}

	public static ProviderFailure of(Kind kind, String message) {
		return new ProviderFailure(kind, 0, message, null, null, null, null);
	}

	/**
	 * Returns a failure that the provider itself reported.
	 * @param status the HTTP status, or the equivalent of an error event
	 * @param message the provider's own message, without secrets
	 * @param retryAfter after what time the provider accepts requests again
	 */
	public static ProviderFailure reported(Kind kind, int status, String message, @Nullable Duration retryAfter,
			@Nullable String code, @Nullable String param) {
		return new ProviderFailure(kind, status, message, retryAfter, code, param, null);
	}

	/**
	 * Returns the failure with the usage of the failed answer.
	 * @param what null when the provider reported none
	 */
	public ProviderFailure having(@Nullable Usage what) {
		return new ProviderFailure(this.kind, this.status, getMessage(), this.retryAfter, this.code, this.param, what);
	}

	/** Returns the failure with each of its texts changed. */
	public ProviderFailure worded(UnaryOperator<String> change) {
		return new ProviderFailure(this.kind, this.status, change.apply(getMessage()), this.retryAfter,
				(this.code != null) ? change.apply(this.code) : null,
				(this.param != null) ? change.apply(this.param) : null, this.used);
	}

	/** Returns the kind for an HTTP status. */
	public static Kind kindOf(int status) {
		return switch (status) {
			case 401, 403 -> Kind.AUTH;
			case 402 -> Kind.INSUFFICIENT_QUOTA;
			case 404 -> Kind.NOT_FOUND;
			case 408, 504 -> Kind.TIMEOUT;
			case 429 -> Kind.RATE_LIMITED;
			case 503, 529 -> Kind.OVERLOADED;
			default -> (status >= 400 && status < 500) ? Kind.INVALID_REQUEST : Kind.SERVER_ERROR;
		};
	}

	public Kind kind() {
		return this.kind;
	}

	/** Returns the provider's HTTP status; 0 where there was no response. */
	public int status() {
		return this.status;
	}

	public @Nullable Duration retryAfter() {
		return this.retryAfter;
	}

	/** Returns the provider's own code for the error. */
	public @Nullable String code() {
		return this.code;
	}

	public @Nullable String param() {
		return this.param;
	}

	/**
	 * Returns the usage of the failed answer as the provider reported it; null where it
	 * reported none.
	 */
	public @Nullable Usage used() {
		return this.used;
	}

	@Override
	public String getMessage() {
		return String.valueOf(super.getMessage());
	}

}
