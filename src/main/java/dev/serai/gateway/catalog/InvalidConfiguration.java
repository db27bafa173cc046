package dev.serai.gateway.catalog;

import org.jspecify.annotations.Nullable;

/**
 * The configuration cannot be used as it is. The message is for the operator: it names
 * the file, the place in it, what stands there and what may stand there. It never holds a
 * secret.
 */
public final class InvalidConfiguration extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public InvalidConfiguration(String message) {
		this(message, null);
	}

	public InvalidConfiguration(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
