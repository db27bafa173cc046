package dev.serai.platform.json;

import java.io.IOException;
import java.util.Objects;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Parses request bodies strictly by RFC 8259: one object in UTF-8 without byte order
 * mark, without duplicate names, and nothing after it. No other parser can read an
 * accepted body differently, so the provider gets exactly what was checked and priced.
 * Depth, names, numbers and the number of tokens are bounded; texts may be as long as the
 * body.
 */
public final class StrictJson {

	private static final int MAX_DEPTH = 100;

	private static final int MAX_NAME = 1_000;

	private static final int MAX_NUMBER = 256;

	private static final int MAX_TOKENS = 500_000;

	private static final ObjectMapper MAPPER = mapper();

	private StrictJson() {
	}

	private static ObjectMapper mapper() {
		StreamReadConstraints constraints = StreamReadConstraints.builder()
			.maxNestingDepth(MAX_DEPTH)
			.maxNameLength(MAX_NAME)
			.maxNumberLength(MAX_NUMBER)
			.maxStringLength(Integer.MAX_VALUE)
			.maxTokenCount(MAX_TOKENS)
			.build();
		JsonFactory factory = JsonBuffers.pooled()
			.streamReadConstraints(constraints)
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
			.build();
		return ExactNumbers.in(JsonMapper.builder(factory))
			.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
			.addModule(FromText.module())
			.build();
	}

	/**
	 * @throws CallRefused 400 {@code invalid_json} or {@code duplicate_key}
	 */
	public static ObjectNode object(byte[] body) {
		refuseOtherEncodings(body);
		try (JsonParser parser = MAPPER.createParser(body)) {
			if (tree(parser) instanceof ObjectNode object) {
				return object;
			}
			throw refused("The body must be a JSON object.");
		}
		catch (JsonProcessingException ex) {
			throw refused(ex);
		}
		catch (IOException ex) {
			throw refused("The body could not be read as JSON.");
		}
	}

	/**
	 * Converts a body, which the contract has validated, to a record. Constants of enums
	 * are written in any case.
	 * @throws CallRefused 400, as {@link #object}, and for a value that the record cannot
	 * hold
	 */
	public static <T> T as(byte[] body, Class<T> shape) {
		return as(object(body), shape);
	}

	static <T> T as(JsonNode object, Class<T> shape) {
		return read(MAPPER.reader(), object, shape);
	}

	/**
	 * Converts the fields that a record has, and leaves others out.
	 * @throws CallRefused 400 for a value that the record cannot hold
	 */
	public static <T> T part(ObjectNode object, Class<T> shape) {
		return read(MAPPER.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES), object, shape);
	}

	private static <T> T read(ObjectReader reader, JsonNode object, Class<T> shape) {
		try {
			return reader.treeToValue(object, shape);
		}
		catch (JsonProcessingException ex) {
			String field = (ex instanceof JsonMappingException mapping) ? mapping.getPath()
				.stream()
				.map(JsonMappingException.Reference::getFieldName)
				.filter(Objects::nonNull)
				.collect(Collectors.joining(".")) : "";
			String rule = (ex instanceof ValueInstantiationException && ex.getCause() != null)
					? ex.getCause().getMessage() : "does not have the documented form, or is too large";
			throw ApiError.invalid(field, "'" + field + "' " + rule + ".").refused();
		}
	}

	static ObjectNode tree(Record value) {
		return MAPPER.valueToTree(value);
	}

	private static @Nullable JsonNode tree(JsonParser parser) throws IOException {
		try {
			return MAPPER.readTree(parser);
		}
		catch (StreamConstraintsException | IllegalStateException ex) {
			// IllegalStateException comes from Jackson's name table after too many
			// collisions.
			throw ApiError
				.invalid(field(parser), "invalid_json",
						"The body exceeds the limits for JSON: " + MAX_DEPTH + " levels, " + MAX_NAME
								+ " characters in a name, " + MAX_NUMBER + " in a number, " + MAX_TOKENS
								+ " values and names.")
				.refused();
		}
		catch (ExactNumbers.NumberBeyond ex) {
			throw ApiError
				.invalid(field(parser), "invalid_json",
						"The body has a number that is too large or too small: its exponent must be from -"
								+ ExactNumbers.MAX_EXPONENT + " to " + ExactNumbers.MAX_EXPONENT + ".")
				.refused();
		}
	}

	/**
	 * Returns the parser's position, such as {@code messages[0].content}; null at the
	 * root.
	 */
	private static @Nullable String field(JsonParser parser) {
		StringBuilder path = new StringBuilder();
		for (JsonStreamContext at = parser.getParsingContext(); at != null; at = at.getParent()) {
			boolean joined = !path.isEmpty() && path.charAt(0) != '[';
			if (at.inArray() && at.hasCurrentIndex()) {
				path.insert(0, "[" + at.getCurrentIndex() + "]" + (joined ? "." : ""));
			}
			else if (at.inObject() && at.getCurrentName() != null) {
				path.insert(0, at.getCurrentName() + (joined ? "." : ""));
			}
		}
		return (path.isEmpty() || path.length() > MAX_NAME) ? null : path.toString();
	}

	/** Rejects UTF-16, UTF-32 and byte order marks, which Jackson would accept. */
	private static void refuseOtherEncodings(byte[] body) {
		boolean mark = body.length >= 2 && ((body[0] == (byte) 0xFE && body[1] == (byte) 0xFF)
				|| (body[0] == (byte) 0xFF && body[1] == (byte) 0xFE)
				|| (body[0] == (byte) 0xEF && body[1] == (byte) 0xBB));
		for (int i = 0; i < Math.min(4, body.length); i++) {
			mark |= body[i] == 0;
		}
		if (mark) {
			throw refused("The body must be UTF-8 without a byte order mark.");
		}
		int fault = StrictUnicode.firstFault(body);
		if (fault >= 0) {
			throw refused("The body is not valid Unicode at byte " + fault + ": it must be UTF-8, and \\u escapes of "
					+ "surrogates must come in pairs.");
		}
	}

	private static CallRefused refused(JsonProcessingException ex) {
		String message = String.valueOf(ex.getOriginalMessage());
		if (message.startsWith("Duplicate field")) {
			String name = message.substring(message.indexOf('\'') + 1, message.lastIndexOf('\''));
			return ApiError.invalid(name, "duplicate_key", "The field " + name + " is there twice.").refused();
		}
		String place = (ex.getLocation() == null) ? ""
				: " (line " + ex.getLocation().getLineNr() + ", column " + ex.getLocation().getColumnNr() + ")";
		return refused("The body is not valid JSON" + place + ".");
	}

	private static CallRefused refused(String message) {
		return ApiError.invalid(null, "invalid_json", message).refused();
	}

}
