package dev.serai.gateway.endpoint.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.operation.chat.Message.Source;
import org.jspecify.annotations.Nullable;

/** Reads a message's content: a string, or a list of parts. */
final class PartReader {

	private static final Set<String> TEXT = Set.of("type", "text", "cache_control");

	private static final Set<String> IMAGE = Set.of("type", "image_url");

	private static final Set<String> IMAGE_URL = Set.of("url", "detail");

	private static final Set<String> AUDIO = Set.of("type", "input_audio");

	private static final Set<String> INPUT_AUDIO = Set.of("data", "format");

	private static final Set<String> FILE_PART = Set.of("type", "file");

	private static final Set<String> FILE = Set.of("file_data", "file_id", "filename");

	private static final Set<String> REFUSAL = Set.of("type", "refusal");

	private PartReader() {
	}

	/**
	 * Reads the field {@code content}; an empty list when it is absent.
	 * @param spoken the known types of parts that this message may contain
	 */
	static List<Part> content(Fields message, Set<String> spoken) {
		JsonNode content = message.get("content");
		if (content == null) {
			return new ArrayList<>();
		}
		List<Part> parts = new ArrayList<>();
		if (content.isTextual()) {
			parts.add(new Part.Text(content.textValue()));
			return parts;
		}
		FieldPath path = message.path().field("content");
		if (!(content instanceof ArrayNode list)) {
			throw Fields.wrongType(path, "a string or a list of parts");
		}
		if (list.isEmpty()) {
			throw Fields.invalid(path, "must not be empty");
		}
		for (int i = 0; i < list.size(); i++) {
			Part part = part(Fields.of(list.get(i), path.item(i), message.extras()), spoken);
			if (part != null) {
				parts.add(part);
			}
		}
		return parts;
	}

	/** Reads a part; null when its type has no neutral meaning. */
	private static @Nullable Part part(Fields part, Set<String> spoken) {
		String type = part.requiredText("type");
		Part read = switch (type) {
			case "text" -> text(part);
			case "image_url" -> image(part);
			case "input_audio" -> audio(part);
			case "file" -> file(part);
			case "refusal" -> refusal(part);
			default -> {
				part.keepAll();
				yield null;
			}
		};
		if (read != null && !spoken.contains(type)) {
			throw part.invalid("type", "must be one of " + spoken.stream().sorted().toList() + " in this role");
		}
		return read;
	}

	private static Part text(Fields part) {
		part.keepOthers(TEXT);
		return new Part.Text(part.requiredText("text"), part.tree("cache_control"));
	}

	/** Mistral and others also accept the URL itself where OpenAI requires an object. */
	private static Part image(Fields part) {
		part.keepOthers(IMAGE);
		if (part.required("image_url").isTextual()) {
			return new Part.Image(source(part, "image_url"), null);
		}
		Fields image = part.requiredObject("image_url");
		image.keepOthers(IMAGE_URL);
		return new Part.Image(source(image, "url"), image.text("detail"));
	}

	private static Part audio(Fields part) {
		part.keepOthers(AUDIO);
		Fields audio = part.requiredObject("input_audio");
		audio.keepOthers(INPUT_AUDIO);
		return new Part.Audio(audio.requiredName("data"), audio.requiredName("format"));
	}

	private static Part file(Fields part) {
		part.keepOthers(FILE_PART);
		Fields file = part.requiredObject("file");
		file.keepOthers(FILE);
		String filename = file.text("filename");
		String id = file.text("file_id");
		if (id != null) {
			if (file.get("file_data") != null) {
				throw file.invalid("file_data", "can't be given together with file_id");
			}
			return new Part.Document(new Source.FileId(file.requiredName("file_id")), filename);
		}
		return new Part.Document(source(file, "file_data"), filename);
	}

	private static Part refusal(Fields part) {
		part.keepOthers(REFUSAL);
		return new Part.Refusal(part.requiredText("refusal"));
	}

	/**
	 * Reads a URL or a data URL. Other schemes are refused, because a provider's server
	 * might open {@code file:} on its own disk.
	 */
	private static Source source(Fields holder, String name) {
		String url = holder.requiredName(name);
		if (url.regionMatches(true, 0, "data:", 0, 5)) {
			return data(holder, name, url);
		}
		if (url.regionMatches(true, 0, "https://", 0, 8) || url.regionMatches(true, 0, "http://", 0, 7)) {
			return new Source.Url(url);
		}
		throw holder.invalid(name, "must be an http(s) or data URL");
	}

	private static Source data(Fields holder, String name, String url) {
		int comma = url.indexOf(',');
		int parameters = url.indexOf(';');
		boolean base64 = comma > 0 && url.regionMatches(true, comma - 7, ";base64", 0, 7);
		if (!base64 || parameters <= 5 || comma + 1 == url.length()) {
			throw holder.invalid(name, "must have the form data:<media type>;base64,<data>");
		}
		return new Source.Data(url.substring(5, parameters).toLowerCase(Locale.ROOT), url.substring(comma + 1));
	}

}
