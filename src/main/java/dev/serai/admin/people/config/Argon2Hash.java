package dev.serai.admin.people.config;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.serai.admin.people.PasswordHash;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;

import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Hashes with Argon2id as OWASP recommends for little memory: 9 MiB, four passes. Each
 * hash takes that memory and some 50 ms of processor time, so the number of concurrent
 * ones is limited.
 */
final class Argon2Hash implements PasswordHash {

	private static final int AT_A_TIME = 2;

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

	private final Argon2PasswordEncoder encoder = new Argon2PasswordEncoder(16, 32, 1, 9 * 1024, 4);

	private final Semaphore places = new Semaphore(AT_A_TIME);

	@Override
	public String hash(String password) {
		enter();
		try {
			return this.encoder.encode(password);
		}
		finally {
			this.places.release();
		}
	}

	@Override
	public boolean matches(String password, String hash) {
		enter();
		try {
			return this.encoder.matches(password, hash);
		}
		finally {
			this.places.release();
		}
	}

	private void enter() {
		try {
			if (this.places.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
				return;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		throw busy();
	}

	private static CallRefused busy() {
		return ApiError
			.unavailable("overloaded", "Too many people are signing in right now. Try again.", Duration.ofSeconds(2))
			.refused();
	}

}
