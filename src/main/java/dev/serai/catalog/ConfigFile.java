package dev.serai.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/**
 * A YAML file of the configuration: the operator's own where there is one, otherwise the
 * one that is built in. Read strictly: a field that nobody knows, a key that stands twice
 * and a value of the wrong kind are errors that name file and line.
 */
public final class ConfigFile {

	private static final ObjectMapper YAML = YAMLMapper
		.builder(YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
		.build();

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
				return new ConfigFile("built-in " + name, new String(builtIn.readAllBytes(), StandardCharsets.UTF_8));
			}
		}
		catch (IOException ex) {
			throw new InvalidConfiguration(file + " cannot be read (" + ex + "); it must be a file in UTF-8", ex);
		}
	}

	/** What the operator calls this file. */
	public String label() {
		return this.label;
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

	private static String line(JsonProcessingException ex) {
		JsonLocation location = ex.getLocation();
		return (location != null) ? " line " + location.getLineNr() : "";
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
			return "nobody knows the field " + unknown.getPropertyName() + "; known are "
					+ unknown.getKnownPropertyIds().stream().map(Object::toString).sorted().toList();
		}
		return ex.getOriginalMessage();
	}

}
