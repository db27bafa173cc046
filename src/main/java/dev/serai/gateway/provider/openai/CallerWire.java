package dev.serai.gateway.provider.openai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.serai.gateway.operation.chat.ToolArguments;
import org.jspecify.annotations.Nullable;

/**
 * Edits a caller's own bytes for a provider: the model's name; in a stream the option for
 * usage; a limit of the output where the caller set none; and arguments of earlier tool
 * calls that are not a text or are empty. Every other byte stays, so that unknown fields
 * and the spelling of numbers are preserved.
 */
final class CallerWire {

	private static final byte[] OPTIONS_FIELD = utf8(",\"stream_options\":");

	private static final byte[] OPTIONS = utf8("{\"include_usage\":true}");

	private static final byte[] USAGE_FIELD = utf8("\"include_usage\":true");

	private static final byte[] TRUE = utf8("true");

	private static final byte[] NO_ARGUMENTS = quoted(ToolArguments.NONE);

	private static final byte[] NO_ARGUMENTS_FIELD = utf8(",\"arguments\":\"{}\"");

	private static final Set<String> LIMITS = Set.of("max_tokens", "max_completion_tokens");

	private final byte[] wire;

	private final @Nullable Limit limit;

	private final boolean fillIn;

	private final ByteArrayOutputStream edited;

	/** The index up to which the bytes were copied. */
	private int copied;

	private CallerWire(byte[] wire, @Nullable Limit limit, boolean fillIn) {
		this.wire = wire;
		this.limit = limit;
		this.fillIn = fillIn;
		this.edited = new ByteArrayOutputStream(wire.length + 128);
	}

	/**
	 * @param wire a JSON object that has been checked
	 * @param model the value of the top-level field {@code model}
	 * @param stream whether {@code stream_options.include_usage} is to be true
	 * @param limit the most tokens of the answer; ignored where the caller's bytes set a
	 * limit. Null for none
	 */
	static byte[] edit(byte[] wire, String model, boolean stream, @Nullable Limit limit) {
		return edit(wire, quoted(model), stream, limit, false);
	}

	private static byte[] edit(byte[] wire, byte[] model, boolean stream, @Nullable Limit limit, boolean fillIn) {
		try (JsonParser parser = Json.FACTORY.createParser(wire)) {
			return new CallerWire(wire, limit, fillIn).edit(parser, model, stream);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private byte[] edit(JsonParser parser, byte[] model, boolean stream) throws IOException {
		parser.nextToken();
		boolean asked = !stream;
		boolean limited = this.limit == null;
		boolean empty = false;
		while (parser.nextToken() == JsonToken.FIELD_NAME) {
			String field = parser.currentName();
			JsonToken value = parser.nextToken();
			if (field.equals("model")) {
				replaceValue(parser, model);
			}
			else if (stream && field.equals("stream_options")) {
				askForUsage(parser);
				asked = true;
			}
			else if (this.limit != null && LIMITS.contains(field)) {
				if (value != JsonToken.VALUE_NULL) {
					limited = true;
				}
				else if (this.fillIn && !limited) {
					replaceValue(parser, utf8(Integer.toString(this.limit.tokens())));
					limited = true;
				}
				else {
					empty = true;
				}
			}
			else if (field.equals("messages")) {
				items(parser, this::message);
			}
			else {
				parser.skipChildren();
			}
		}
		if (!limited && empty) {
			// The limit's field is null: only now it is known that no other field sets a
			// limit.
			return edit(this.wire, model, stream, this.limit, true);
		}
		if (!asked) {
			insert(start(parser), OPTIONS_FIELD);
			this.edited.writeBytes(OPTIONS);
		}
		if (!limited && this.limit != null) {
			insert(start(parser), utf8(",\"" + this.limit.field() + "\":" + this.limit.tokens()));
		}
		copyUpTo(this.wire.length);
		return this.edited.toByteArray();
	}

	/** Reads the objects of a list, each with its parser at the beginning. */
	private static void items(JsonParser parser, Reader reader) throws IOException {
		if (parser.currentToken() != JsonToken.START_ARRAY) {
			parser.skipChildren();
			return;
		}
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			if (parser.currentToken() == JsonToken.START_OBJECT) {
				reader.read(parser);
			}
			else {
				parser.skipChildren();
			}
		}
	}

	private void message(JsonParser parser) throws IOException {
		while (parser.nextToken() == JsonToken.FIELD_NAME) {
			String field = parser.currentName();
			parser.nextToken();
			switch (field) {
				case "tool_calls" -> items(parser, this::toolCall);
				case "function_call" -> function(parser);
				default -> parser.skipChildren();
			}
		}
	}

	private void toolCall(JsonParser parser) throws IOException {
		while (parser.nextToken() == JsonToken.FIELD_NAME) {
			boolean function = parser.currentName().equals("function");
			parser.nextToken();
			if (function) {
				function(parser);
			}
			else {
				parser.skipChildren();
			}
		}
	}

	/** Arguments must be JSON text: providers refuse an empty one and null. */
	private void function(JsonParser parser) throws IOException {
		if (parser.currentToken() != JsonToken.START_OBJECT) {
			parser.skipChildren();
			return;
		}
		boolean there = false;
		while (parser.nextToken() == JsonToken.FIELD_NAME) {
			boolean arguments = parser.currentName().equals("arguments");
			JsonToken value = parser.nextToken();
			there |= arguments;
			if (arguments && (value == JsonToken.VALUE_NULL
					|| (value == JsonToken.VALUE_STRING && ToolArguments.areNone(parser.getText())))) {
				replaceValue(parser, NO_ARGUMENTS);
			}
			else {
				parser.skipChildren();
			}
		}
		if (!there) {
			insert(start(parser), NO_ARGUMENTS_FIELD);
		}
	}

	/** The parser is at the value of {@code stream_options}. */
	private void askForUsage(JsonParser parser) throws IOException {
		if (parser.currentToken() != JsonToken.START_OBJECT) {
			replaceValue(parser, OPTIONS);
			return;
		}
		int first = start(parser) + 1;
		boolean empty = true;
		boolean there = false;
		while (parser.nextToken() == JsonToken.FIELD_NAME) {
			empty = false;
			boolean usage = parser.currentName().equals("include_usage");
			parser.nextToken();
			if (usage) {
				there = true;
				replaceValue(parser, TRUE);
			}
			else {
				parser.skipChildren();
			}
		}
		if (!there) {
			insert(first, USAGE_FIELD);
			if (!empty) {
				this.edited.write(',');
			}
		}
	}

	private void replaceValue(JsonParser parser, byte[] value) throws IOException {
		copyUpTo(start(parser));
		parser.skipChildren();
		parser.finishToken();
		this.edited.writeBytes(value);
		this.copied = (int) parser.currentLocation().getByteOffset();
	}

	private void insert(int at, byte[] text) {
		copyUpTo(at);
		this.edited.writeBytes(text);
	}

	private void copyUpTo(int end) {
		this.edited.write(this.wire, this.copied, end - this.copied);
		this.copied = end;
	}

	private static int start(JsonParser parser) {
		return (int) parser.currentTokenLocation().getByteOffset();
	}

	private static byte[] quoted(String text) {
		byte[] escaped = JsonStringEncoder.getInstance().quoteAsUTF8(text);
		byte[] quoted = new byte[escaped.length + 2];
		System.arraycopy(escaped, 0, quoted, 1, escaped.length);
		quoted[0] = '"';
		quoted[quoted.length - 1] = '"';
		return quoted;
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/** Reads the object at whose beginning a parser is. */
	private interface Reader {

		void read(JsonParser parser) throws IOException;

	}

	/**
	 * A limit of the output.
	 *
	 * @param field the provider's name of the field
	 */
	record Limit(String field, int tokens) {
	}

}
