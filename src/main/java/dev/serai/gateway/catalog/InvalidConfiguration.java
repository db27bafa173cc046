package dev.serai.gateway.catalog;

import org.jspecify.annotations.Nullable;

/**
 * The configuration is invalid. The message is for the operator: it names the file, the
 * place in it, the value and what would be valid. It never contains a secret.
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
