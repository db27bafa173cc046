package dev.serai.gateway.operation;

import java.time.Duration;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * An attempt that brought no usable answer. Carries no stack trace: providers fail every
 * day.
 */
public final class ProviderFailure extends RuntimeException {

	/** What went wrong, and with it what may be done next. */
	public enum Kind {

		/** No connection could be made. */
		CONNECT(true, true),
		/** Nothing came in time: no first byte or first token. */
		TIMEOUT(true, true),
		/** The connection broke before the answer was whole. */
		BROKEN(true, true),
		/** A 5xx answer. */
		SERVER_ERROR(true, true),
		/** 503 or 529: the provider says that it has too much to do. */
		OVERLOADED(true, true),
		/** 429: too many requests or tokens for now; it passes by itself. */
		RATE_LIMITED(true, false),
		/**
		 * The account has no money or no quota left. It is no rate limit: the operator
		 * must top the account up.
		 */
		INSUFFICIENT_QUOTA(true, false),
		/**
		 * 401 or 403: the operator's key is wrong. The caller can't correct it, but
		 * another provider may serve.
		 */
		AUTH(true, false),
		/** 404 at the provider: the catalog names what is not there. */
		NOT_FOUND(true, false),
		/** An answer that is none: not JSON, cut, or of the wrong form. */
		MALFORMED(true, true),
		/**
		 * The provider ended its answer for a reason that is not known to be an end. The
		 * message is in Serai's words.
		 */
		UNFINISHED(true, true),
		/** An answer beyond the size cap. */
		TOO_LARGE(false, false),
		/**
		 * The provider finds the request itself at fault: passed on, never tried
		 * elsewhere.
		 */
		INVALID_REQUEST(false, false),
		/**
		 * The call ended before the attempt did: the caller left or the deadline passed.
		 */
		CANCELLED(false, false);

		private final boolean retryable;

		private final boolean deploymentsFault;

		Kind(boolean retryable, boolean deploymentsFault) {
			this.retryable = retryable;
			this.deploymentsFault = deploymentsFault;
		}

		/** Whether another candidate may be tried. */
		public boolean retryable() {
			return this.retryable;
		}

		/** Whether the deployment's breaker counts it. */
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
	 * A failure that the provider itself reported.
	 * @param status the HTTP status, or the one that an error event stands for
	 * @param message the provider's own words, without secrets
	 * @param retryAfter when the provider says that it can be asked again
	 */
	public static ProviderFailure reported(Kind kind, int status, String message, @Nullable Duration retryAfter,
			@Nullable String code, @Nullable String param) {
		return new ProviderFailure(kind, status, message, retryAfter, code, param, null);
	}

	/**
	 * The same failure of an answer that used something all the same.
	 * @param what null when the provider told nothing of it
	 */
	public ProviderFailure having(@Nullable Usage what) {
		return new ProviderFailure(this.kind, this.status, getMessage(), this.retryAfter, this.code, this.param, what);
	}

	/** The same failure with its words changed, each by itself. */
	public ProviderFailure worded(UnaryOperator<String> change) {
		return new ProviderFailure(this.kind, this.status, change.apply(getMessage()), this.retryAfter,
				(this.code != null) ? change.apply(this.code) : null,
				(this.param != null) ? change.apply(this.param) : null, this.used);
	}

	/** The kind that an HTTP status stands for. */
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

	/** The provider's HTTP status; 0 where there was no answer. */
	public int status() {
		return this.status;
	}

	public @Nullable Duration retryAfter() {
		return this.retryAfter;
	}

	/** The provider's own code for the error. */
	public @Nullable String code() {
		return this.code;
	}

	public @Nullable String param() {
		return this.param;
	}

	/** What the failed answer used, as its provider told; null where it told nothing. */
	public @Nullable Usage used() {
		return this.used;
	}

	@Override
	public String getMessage() {
		return String.valueOf(super.getMessage());
	}

}
