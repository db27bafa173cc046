package dev.serai.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates the operator by the admin key. Callers' keys are never accepted.
 * Addresses that guess are slowed down, but never a request with the right key.
 */
public final class AdminAuthenticator {

	private static final int SHORTEST = 16;

	/** Values of examples, which users might copy. */
	private static final List<String> EXAMPLES = List.of("change-me", "changeme", "change_me", "example", "password",
			"your-admin-key");

	private final byte[] digest;

	private final Guesses guesses;

	/**
	 * @throws IllegalArgumentException when the key is short enough to be guessed, an
	 * example's, or has the form of a caller's key
	 */
	public AdminAuthenticator(String adminKey, Guesses guesses) {
		if (adminKey.length() < SHORTEST) {
			throw new IllegalArgumentException(
					"The admin key (SERAI_ADMIN_KEY) has fewer than " + SHORTEST + " characters");
		}
		String plain = adminKey.toLowerCase(Locale.ROOT);
		if (EXAMPLES.stream().anyMatch(plain::contains)) {
			throw new IllegalArgumentException("The admin key (SERAI_ADMIN_KEY) is one of an example");
		}
		if (KeyText.parse(adminKey).isPresent()) {
			throw new IllegalArgumentException("The admin key (SERAI_ADMIN_KEY) has the form of a caller's key");
		}
		this.digest = digest(adminKey);
		this.guesses = guesses;
	}

	/**
	 * @param authorization the header {@code Authorization}; null when it was not sent
	 * @param origin the address that the request comes from
	 * @throws CallRefused 401 {@code invalid_admin_key} when it is not the admin key as
	 * Bearer token; 429 {@code too_many_failures} after too many wrong keys from that
	 * address
	 */
	public void check(@Nullable String authorization, String origin) {
		Optional<String> token = Optional.ofNullable(authorization).flatMap(Bearer::token);
		// Compares digests, so that the time does not depend even on the key's length.
		if (!MessageDigest.isEqual(this.digest, digest(token.orElse("")))) {
			count(token, origin);
			throw ApiError
				.of(401, "authentication_error", "invalid_admin_key",
						"The admin key is missing or not valid. Send it as 'Authorization: Bearer …'.")
				.refused();
		}
	}

	/** A caller's key is a mistake, not a guess, because no admin key has its form. */
	private void count(Optional<String> token, String origin) {
		if (token.filter(text -> KeyText.parse(text).isEmpty()).isPresent()) {
			this.guesses.wrongFrom(origin);
		}
		else {
			this.guesses.noKey();
		}
	}

	private static byte[] digest(String key) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("This Java lacks SHA-256", ex);
		}
	}

}
