package dev.serai.gateway.provider.gemini;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.operation.chat.Message.Source;

/**
 * Converts content parts to Gemini's. Data in the request becomes inlineData; a URL
 * becomes fileData, which Gemini downloads.
 */
final class GeminiMedia {

	/** Files in Gemini's own store, whose type it knows. */
	private static final String FILES = "https://generativelanguage.googleapis.com/";

	private static final Map<String, String> AUDIO = Map.of("wav", "audio/wav", "mp3", "audio/mp3", "aiff",
			"audio/aiff", "aac", "audio/aac", "ogg", "audio/ogg", "flac", "audio/flac");

	private static final Map<String, String> EXTENSIONS = Map.ofEntries(Map.entry("png", "image/png"),
			Map.entry("jpg", "image/jpeg"), Map.entry("jpeg", "image/jpeg"), Map.entry("webp", "image/webp"),
			Map.entry("gif", "image/gif"), Map.entry("heic", "image/heic"), Map.entry("heif", "image/heif"),
			Map.entry("pdf", "application/pdf"), Map.entry("txt", "text/plain"), Map.entry("md", "text/markdown"),
			Map.entry("html", "text/html"), Map.entry("htm", "text/html"), Map.entry("csv", "text/csv"),
			Map.entry("xml", "text/xml"), Map.entry("rtf", "text/rtf"), Map.entry("json", "application/json"));

	private GeminiMedia() {
	}

	/** Returns why Gemini cannot be sent a part; empty when it can. */
	static Optional<String> objection(Part part) {
		return switch (part) {
			case Part.Text text -> Optional.empty();
			case Part.Refusal refusal -> Optional.empty();
			case Part.Image image -> objection(image.source());
			case Part.Document document -> objection(document.source());
			case Part.Audio audio -> AUDIO.containsKey(audio.format()) ? Optional.empty()
					: Optional.of("Gemini does not take audio in the format " + audio.format());
		};
	}

	private static Optional<String> objection(Source source) {
		return switch (source) {
			case Source.Data data -> Optional.empty();
			case Source.FileId file -> Optional.of("Gemini can't read a file of another provider's store");
			case Source.Url(String url) when !url.startsWith("https://") && !url.startsWith("http://") ->
				Optional.of("Gemini takes http and https addresses only");
			case Source.Url(String url) -> (url.startsWith(FILES) || mediaType(url).isPresent()) ? Optional.empty()
					: Optional.of("Gemini must be told the media type, and the address does not end in a known one");
		};
	}

	/**
	 * Converts a part.
	 * @throws IllegalArgumentException when there is an {@link #objection}
	 */
	static ObjectNode part(Part part) {
		return switch (part) {
			case Part.Text text -> text(text.text());
			case Part.Refusal refusal -> text(refusal.text());
			case Part.Image image -> part(image.source());
			case Part.Document document -> part(document.source());
			case Part.Audio audio -> inline(AUDIO.getOrDefault(audio.format(), audio.format()), audio.base64());
		};
	}

	static ObjectNode text(String text) {
		return GeminiJson.NODES.objectNode().put("text", text);
	}

	private static ObjectNode part(Source source) {
		return switch (source) {
			case Source.Data data -> inline(data.mediaType(), data.base64());
			case Source.Url(String url) -> file(url);
			case Source.FileId file -> throw new IllegalArgumentException("A file id can't be said to Gemini");
		};
	}

	private static ObjectNode inline(String mediaType, String base64) {
		ObjectNode part = GeminiJson.NODES.objectNode();
		part.putObject("inlineData").put("mimeType", mediaType).put("data", base64);
		return part;
	}

	private static ObjectNode file(String url) {
		ObjectNode part = GeminiJson.NODES.objectNode();
		ObjectNode data = part.putObject("fileData").put("fileUri", url);
		mediaType(url).ifPresent(type -> data.put("mimeType", type));
		return part;
	}

	private static Optional<String> mediaType(String url) {
		String path = url.split("[?#]", 2)[0];
		String extension = path.substring(Math.max(path.lastIndexOf('.'), path.lastIndexOf('/')) + 1);
		return Optional.ofNullable(EXTENSIONS.get(extension.toLowerCase(Locale.ROOT)));
	}

}
