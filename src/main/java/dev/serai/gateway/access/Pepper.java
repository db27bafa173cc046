package dev.serai.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret with which keys are hashed (HMAC-SHA-256). It is kept apart from the
 * database with the hashes: neither alone allows anyone to use a key or test a guess.
 */
public final class Pepper {

	/** The least number of bytes. */
	public static final int LENGTH = 32;

	private static final String ALGORITHM = "HmacSHA256";

	private final String id;

	private final Mac mac;

	private Pepper(byte[] bytes) throws GeneralSecurityException {
		this.id = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 8);
		this.mac = Mac.getInstance(ALGORITHM);
		this.mac.init(new SecretKeySpec(bytes, ALGORITHM));
	}

	/**
	 * @param base64 at least {@value #LENGTH} bytes in Base64
	 * @throws IllegalArgumentException otherwise; the message does not contain the value
	 */
	public static Pepper of(String base64) {
		byte[] bytes;
		try {
			bytes = Base64.getDecoder().decode(base64);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("The pepper for keys is not Base64");
		}
		if (bytes.length < LENGTH) {
			throw new IllegalArgumentException(
					"The pepper for keys has " + bytes.length + " bytes; it needs " + LENGTH + " or more");
		}
		try {
			return new Pepper(bytes);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This Java lacks " + ALGORITHM, ex);
		}
	}

	/** Returns an id that reveals nothing about the pepper. */
	public String id() {
		return this.id;
	}

	byte[] hash(KeyText key) {
		return hash(key.whole());
	}

	/** Returns the HMAC of an ASCII text. */
	byte[] hash(String text) {
		try {
			// A Mac is not thread-safe, but cloning an initialised one is cheap.
			return ((Mac) this.mac.clone()).doFinal(text.getBytes(StandardCharsets.US_ASCII));
		}
		catch (CloneNotSupportedException ex) {
			throw new IllegalStateException("This Java's " + ALGORITHM + " cannot be copied", ex);
		}
	}

	@Override
	public String toString() {
		return "(pepper " + this.id + ")";
	}

}
