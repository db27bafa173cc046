package dev.serai.admin.people;

import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/** Validates and compares passwords. */
public final class Passwords {

	/** The minimum length in characters. */
	public static final int SHORTEST = 12;

	private static final int LONGEST = 256;

	/** The most common passwords that are long enough. */
	private static final Set<String> COMMON = Set.of("123456789012", "1234567890123", "12345678901234", "123123123123",
			"121212121212", "111111111111", "000000000000", "abcdefghijkl", "qwertyuiop12", "qwertyuiop123",
			"qwertyqwerty", "qwerty123456", "1q2w3e4r5t6y", "1qaz2wsx3edc", "zaq12wsxcde3", "passwordpassword",
			"password1234", "password12345", "password123456", "password123!", "password1234!", "administrator",
			"administrator1", "adminadmin12", "adminadmin123", "adminadminadmin", "admin1234567", "admin12345678",
			"changemechangeme", "changeme1234", "letmeinletmein", "letmein12345", "welcome12345", "welcomewelcome",
			"iloveyouiloveyou", "iloveyou1234", "trustno1trustno1", "correcthorsebatterystaple", "football1234",
			"baseball1234", "superman1234", "princess1234", "sunshine1234", "monkeymonkey", "dragondragon",
			"secretsecret", "secret123456", "test12345678", "testtesttest", "serai1234567", "seraiseraiserai",
			"1234567890ab", "abc123456789", "a1b2c3d4e5f6", "asdfghjkl123", "asdfasdfasdf", "zxcvbnm12345",
			"987654321098", "0987654321098");

	private final PasswordHash hash;

	/**
	 * Compared when there is no account, so that an unknown name takes as long as a known
	 * one.
	 */
	private volatile @Nullable String nobodys;

	public Passwords(PasswordHash hash) {
		this.hash = hash;
	}

	/**
	 * Returns the hash of a new password.
	 * @throws CallRefused 400 for one that is too short or too common
	 */
	String accept(String param, @Nullable String password) {
		return this.hash.hash(check(param, password));
	}

	/**
	 * Validates a new password.
	 * @throws CallRefused 400 for one that is too short or too common
	 */
	public static String check(String param, @Nullable String password) {
		if (password == null || password.codePointCount(0, password.length()) < SHORTEST
				|| password.length() > LONGEST) {
			throw ApiError
				.invalid(param, "password_length", "A password has " + SHORTEST + " to " + LONGEST + " characters.")
				.refused();
		}
		if (COMMON.contains(password.toLowerCase(Locale.ROOT)) || password.chars().distinct().count() < 4) {
			throw ApiError.invalid(param, "password_common", "This password is too easy to guess.").refused();
		}
		return password;
	}

	/** Takes the same time with and without a known hash. */
	boolean matches(String password, @Nullable String known) {
		String nobody = this.nobodys;
		if (nobody == null) {
			nobody = this.hash.hash(UUID.randomUUID().toString());
			this.nobodys = nobody;
		}
		if (password.length() > LONGEST) {
			return false;
		}
		return this.hash.matches(password, (known != null) ? known : nobody) && known != null;
	}

}
