package dev.serai.insight.alert.notice;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.serai.gateway.catalog.Secret;

/**
 * Authenticates a message and its time: HMAC-SHA-256 over the time in seconds since 1970,
 * a dot, and the body. A receiver that rejects old times is safe from replayed messages.
 *
 * @param timestamp the value of {@code X-Serai-Timestamp}
 * @param value the value of {@code X-Serai-Signature}
 */
public record Signature(String timestamp, String value) {

	private static final String ALGORITHM = "HmacSHA256";

	/** Signs a body. */
	public static Signature of(Secret key, Instant at, byte[] body) {
		String timestamp = Long.toString(at.getEpochSecond());
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
			mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
			return new Signature(timestamp, "sha256=" + HexFormat.of().formatHex(mac.doFinal(body)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("HMAC-SHA-256 is part of every Java", ex);
		}
	}

}
