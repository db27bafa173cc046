package dev.serai.platform.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Lua script that Redis runs atomically.
 *
 * @param text the source
 * @param digest the digest by which Redis identifies it
 */
public record Script(String text, String digest) {

	/**
	 * Reads a script from resource files beside a class, concatenated in order.
	 * @throws IllegalArgumentException when a file does not exist
	 */
	public static Script of(Class<?> neighbour, String... files) {
		StringBuilder text = new StringBuilder();
		for (String file : files) {
			try (InputStream in = neighbour.getResourceAsStream(file)) {
				if (in == null) {
					throw new IllegalArgumentException("No script " + file);
				}
				text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8)).append('\n');
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return new Script(text.toString(), digest(text.toString()));
	}

	private static String digest(String text) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
