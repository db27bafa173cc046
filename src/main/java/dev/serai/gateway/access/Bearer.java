package dev.serai.gateway.access;

import java.util.Optional;

/** Parses the header {@code Authorization: Bearer …}. */
final class Bearer {

	private static final String SCHEME = "Bearer ";

	private static final int LONGEST = 512;

	private Bearer() {
	}

	/**
	 * Returns the token; empty when the header has another scheme or is longer than any
	 * key.
	 */
	static Optional<String> token(String authorization) {
		boolean bearer = authorization.length() <= LONGEST
				&& authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
		return bearer ? Optional.of(authorization.substring(SCHEME.length()).strip()) : Optional.empty();
	}

}
