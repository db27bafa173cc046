package dev.serai.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.serai.call.ApiError;
import dev.serai.call.CallRefused;
import org.jspecify.annotations.Nullable;

/** Knows the operator by the admin key. Callers' keys open nothing here. */
public final class AdminAuthenticator {

	private static final int SHORTEST = 16;

	/** What stands in examples and is copied from there. */
	private static final List<String> EXAMPLES = List.of("change-me", "changeme", "change_me", "example", "password",
			"your-admin-key");

	private final byte[] digest;

	/**
	 * @throws IllegalArgumentException when the key is short enough to be guessed, or an
	 * example's
	 */
	public AdminAuthenticator(String adminKey) {
		if (adminKey.length() < SHORTEST) {
			throw new IllegalArgumentException(
					"The admin key (SERAI_ADMIN_KEY) has fewer than " + SHORTEST + " characters");
		}
		String plain = adminKey.toLowerCase(Locale.ROOT);
		if (EXAMPLES.stream().anyMatch(plain::contains)) {
			throw new IllegalArgumentException("The admin key (SERAI_ADMIN_KEY) is one of an example");
		}
		this.digest = digest(adminKey);
	}

	/**
	 * @param authorization the header of that name; null when it was not sent
	 * @throws CallRefused 401 {@code invalid_admin_key} when it does not carry the admin
	 * key as Bearer
	 */
	public void check(@Nullable String authorization) {
		Optional<String> token = Optional.ofNullable(authorization).flatMap(Bearer::token);
		// Digests, so that not even the key's length can be timed.
		if (!MessageDigest.isEqual(this.digest, digest(token.orElse("")))) {
			throw ApiError
				.of(401, "authentication_error", "invalid_admin_key",
						"The admin key is missing or not valid. Send it as 'Authorization: Bearer …'.")
				.refused();
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
