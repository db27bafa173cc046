package dev.serai.gateway.catalog;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A value that may come from the environment: plain text, <code>${NAME}</code> or
 * <code>${NAME:default}</code>, as a whole. It is resolved once; references within a
 * variable's value are not resolved. A blank variable counts as not set.
 *
 * @param text as written in the file
 * @param variable the variable's name; null for plain text
 * @param otherwise the plain text or the default; null when there is none
 */
@JsonDeserialize(using = Reference.Reader.class)
public record Reference(String text, @Nullable String variable, @Nullable String otherwise) {

	private static final Pattern FORM = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::([^${}]*))?\\}");

	/**
	 * Parses a value.
	 * @throws IllegalArgumentException when it contains a dollar sign or brace but is no
	 * reference
	 */
	public static Reference parse(String text) {
		Matcher matcher = FORM.matcher(text);
		if (matcher.matches()) {
			return new Reference(text, matcher.group(1), matcher.group(2));
		}
		if (text.contains("${") || text.contains("{{")) {
			throw new IllegalArgumentException(
					"'" + text + "' is no reference; write the whole value as ${NAME} or ${NAME:default}");
		}
		return new Reference(text, null, text);
	}

	/** Returns the value; empty when the variable is not set and there is no default. */
	public Optional<String> resolve(Map<String, String> environment) {
		String value = (this.variable != null) ? environment.get(this.variable) : null;
		return Optional.ofNullable((value != null && !value.isBlank()) ? value.strip() : this.otherwise);
	}

	static final class Reader extends StdDeserializer<Reference> {

		private static final long serialVersionUID = 1L;

		Reader() {
			super(Reference.class);
		}

		@Override
		public Reference deserialize(JsonParser parser, DeserializationContext context) throws IOException {
			if (!parser.currentToken().isScalarValue() || parser.currentToken() == JsonToken.VALUE_NULL) {
				return context.reportInputMismatch(this, "it must be a text or a reference");
			}
			try {
				return parse(parser.getText());
			}
			catch (IllegalArgumentException ex) {
				return context.reportInputMismatch(this, "%s", ex.getMessage());
			}
		}

	}

}
