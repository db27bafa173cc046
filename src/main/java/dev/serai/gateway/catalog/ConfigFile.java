package dev.serai.gateway.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A YAML file of the configuration: the operator's own where there is one, otherwise the
 * one that is built in. Read strictly: a field that nobody knows, a key that stands twice
 * and a value of the wrong kind are errors that name file and line.
 */
public final class ConfigFile {

	private static final ObjectMapper YAML = YAMLMapper
		.builder(YAMLFactory.builder()
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
			.build())
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
		.build();

	private static final Logger LOG = LoggerFactory.getLogger(ConfigFile.class);

	private final String label;

	private final String text;

	private ConfigFile(String label, String text) {
		this.label = label;
		this.text = text;
	}

	/**
	 * Finds a file.
	 * @param directory the operator's configuration; need not exist
	 * @param name for instance {@code models.yaml}
	 * @throws InvalidConfiguration when it is nowhere or cannot be read
	 */
	public static ConfigFile find(Path directory, String name) {
		Path file = directory.resolve(name);
		try {
			if (Files.exists(file)) {
				return new ConfigFile(file.toString(), Files.readString(file));
			}
			try (InputStream builtIn = ConfigFile.class.getResourceAsStream("/config-defaults/" + name)) {
				if (builtIn == null) {
					throw new InvalidConfiguration(file + " is missing; add it");
				}
				LOG.info("{} is not there: the built-in one is used", file);
				return new ConfigFile("built-in " + name, new String(builtIn.readAllBytes(), StandardCharsets.UTF_8));
			}
		}
		catch (IOException ex) {
			throw new InvalidConfiguration(file + " cannot be read (" + ex + "); it must be a file in UTF-8", ex);
		}
	}

	/** An entry of this file, to complain about. */
	public Place at(String entry) {
		return new Place(this.label, entry);
	}

	/**
	 * The content.
	 * @param shape a record with the file's fields
	 * @throws InvalidConfiguration when the file has another form
	 */
	public <T> T as(Class<T> shape) {
		try {
			T content = YAML.readValue(this.text, shape);
			if (content == null) {
				throw new InvalidConfiguration(this.label + " is empty; leave it out to use what is built in");
			}
			return content;
		}
		catch (JsonProcessingException ex) {
			throw new InvalidConfiguration(this.label + line(ex) + ": " + path(ex) + complaint(ex), ex);
		}
	}

	/**
	 * The line of the field at fault. Jackson's own location is only near it: a record's
	 * unknown fields are complained about once the record has ended.
	 */
	private String line(JsonProcessingException ex) {
		JsonLocation location = ex.getLocation();
		if (ex instanceof MismatchedInputException mapping && !mapping.getPath().isEmpty()) {
			location = locate(pointer(mapping)).orElse(location);
		}
		return (location != null) ? " line " + location.getLineNr() : "";
	}

	private Optional<JsonLocation> locate(String pointer) {
		try (JsonParser parser = YAML.createParser(this.text)) {
			while (parser.nextToken() != null) {
				if (parser.getParsingContext().pathAsPointer().toString().equals(pointer)) {
					return Optional.of(parser.currentTokenLocation());
				}
			}
		}
		catch (IOException ex) {
			// The text cannot be read that far: its error has a location of its own.
		}
		return Optional.empty();
	}

	private static String pointer(JsonMappingException mapping) {
		return mapping.getPath()
			.stream()
			.map(step -> "/" + ((step.getFieldName() != null)
					? step.getFieldName().replace("~", "~0").replace("/", "~1") : step.getIndex()))
			.collect(Collectors.joining());
	}

	private static String path(JsonProcessingException ex) {
		if (!(ex instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
			return "";
		}
		return mapping.getPath()
			.stream()
			.map(step -> (step.getFieldName() != null) ? "." + step.getFieldName() : "[" + step.getIndex() + "]")
			.collect(Collectors.joining())
			.substring(1) + ": ";
	}

	private static String complaint(JsonProcessingException ex) {
		if (ex instanceof UnrecognizedPropertyException unknown) {
			return "nobody knows this field; known are "
					+ unknown.getKnownPropertyIds().stream().map(Object::toString).sorted().toList();
		}
		if (ex instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
			String value = (mismatch instanceof InvalidFormatException format) ? "it is " + format.getValue() + "; "
					: "";
			return kind(mismatch.getTargetType()).map(kind -> value + "it must be " + kind)
				.orElse(ex.getOriginalMessage());
		}
		return ex.getOriginalMessage();
	}

	/** What a value must be, for people; empty where its reader says it better. */
	private static Optional<String> kind(Class<?> type) {
		if (Collection.class.isAssignableFrom(type)) {
			return Optional.of("a list");
		}
		if ((type.isRecord() && type != Reference.class) || Map.class.isAssignableFrom(type)) {
			return Optional.of("a block of fields");
		}
		if (type == Integer.class || type == Long.class) {
			return Optional.of("a whole number");
		}
		return Optional
			.ofNullable(Number.class.isAssignableFrom(type) ? "a number" : (type == String.class) ? "a text" : null);
	}

}
