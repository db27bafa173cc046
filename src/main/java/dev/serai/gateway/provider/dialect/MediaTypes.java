package dev.serai.gateway.provider.dialect;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** Knows the media types of files in requests. */
public final class MediaTypes {

	private static final Set<String> TEXTS = Set.of("application/json", "application/xml", "application/yaml",
			"application/x-yaml", "application/javascript", "application/rtf", "application/csv");

	/** The first bytes of images in Base64. */
	private static final Map<String, String> BEGINNINGS = Map.of("iVBORw0KGgo", "image/png", "/9j/", "image/jpeg",
			"R0lGOD", "image/gif");

	private MediaTypes() {
	}

	/**
	 * Returns the registered name of a media type, without parameters: clients send
	 * {@code image/jpg} for {@code image/jpeg}.
	 */
	public static String registered(String mediaType) {
		String type = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
		return switch (type) {
			case "image/jpg", "image/pjpeg" -> "image/jpeg";
			case "image/x-png" -> "image/png";
			case "application/x-pdf" -> "application/pdf";
			case "text/x-markdown" -> "text/markdown";
			case "application/csv" -> "text/csv";
			default -> type;
		};
	}

	/**
	 * Returns the media type of an image: what its first bytes say, for Anthropic refuses
	 * an image that is declared as another, or else what is declared.
	 */
	public static String ofImage(String declared, String base64) {
		for (Map.Entry<String, String> beginning : BEGINNINGS.entrySet()) {
			if (base64.startsWith(beginning.getKey())) {
				return beginning.getValue();
			}
		}
		return registered(declared);
	}

	/**
	 * Returns what is sent instead of a document that a dialect does not accept.
	 * @param accepted the accepted media types; empty for all
	 * @param url a data URL
	 * @param filename the document's name; null when it has none
	 * @return its name and text; null where the document is sent as it is
	 */
	public static @Nullable String textInsteadOf(Set<String> accepted, String url, @Nullable String filename) {
		int comma = url.startsWith("data:") ? url.indexOf(',') : -1;
		if (accepted.isEmpty() || comma < 0 || !url.substring(0, comma).endsWith(";base64")) {
			return null;
		}
		String type = registered(url.substring("data:".length(), comma));
		return accepted.contains(type) ? null
				: text(type, url.substring(comma + 1)).map(text -> named(filename, text)).orElse(null);
	}

	/** Returns a document's text after its name. */
	static String named(@Nullable String filename, String text) {
		return (filename != null && !filename.isBlank()) ? filename + ":\n\n" + text : text;
	}

	/**
	 * Returns the text of a file; empty when its type is not a text's, or when it is not
	 * valid UTF-8.
	 */
	static Optional<String> text(String type, String base64) {
		if (!type.startsWith("text/") && !TEXTS.contains(type)) {
			return Optional.empty();
		}
		try {
			byte[] bytes = Base64.getDecoder().decode(base64);
			return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
		}
		catch (IllegalArgumentException | CharacterCodingException ex) {
			return Optional.empty();
		}
	}

}
