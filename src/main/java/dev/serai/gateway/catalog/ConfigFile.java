package dev.serai.gateway.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A YAML file of the configuration: the operator's own or, without one, the built-in
 * file. It is checked against its schema, and duplicate keys are refused. Errors name the
 * file, the line and what would be valid.
 */
public final class ConfigFile {

	private static final ObjectMapper YAML = YAMLMapper
		.builder(YAMLFactory.builder()
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
			.build())
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
		.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	private static final Logger LOG = LoggerFactory.getLogger(ConfigFile.class);

	private static final int MOST_FAULTS = 5;

	private static final String BUILT_IN = "built-in ";

	private final String name;

	private final String label;

	private final String text;

	private ConfigFile(String name, String label, String text) {
		this.name = name;
		this.label = label;
		this.text = text;
	}

	/**
	 * Finds a file.
	 * @param directory the operator's configuration; need not exist
	 * @param name for instance {@code models.yaml}
	 * @throws InvalidConfiguration when it does not exist or cannot be read
	 */
	public static ConfigFile find(Path directory, String name) {
		Path file = directory.resolve(name);
		try {
			if (Files.exists(file)) {
				return new ConfigFile(name, file.toString(), Files.readString(file));
			}
			try (InputStream builtIn = ConfigFile.class.getResourceAsStream("/config-defaults/" + name)) {
				if (builtIn == null) {
					throw new InvalidConfiguration(file + " is missing; add it");
				}
				LOG.info("{} is not there: the built-in one is used", file);
				return new ConfigFile(name, BUILT_IN + name,
						new String(builtIn.readAllBytes(), StandardCharsets.UTF_8));
			}
		}
		catch (IOException ex) {
			throw new InvalidConfiguration(file + " cannot be read (" + ex + "); it must be a file in UTF-8", ex);
		}
	}

	/** Whether this is the file that is built in, not one of the operator's. */
	public boolean isBuiltIn() {
		return this.label.startsWith(BUILT_IN);
	}

	/** Returns the place of the whole file, for error messages. */
	public Place top() {
		return new Place(this, JsonPointer.empty());
	}

	/**
	 * Returns the content.
	 * @param shape a record with the fields of the file's schema
	 * @throws InvalidConfiguration when the file has another form
	 */
	public <T> T as(Class<T> shape) {
		try {
			JsonNode content = YAML.readTree(this.text);
			if (content.isMissingNode() || content.isNull()) {
				throw new InvalidConfiguration(this.label + " is empty; leave it out to use what is built in");
			}
			Map<JsonPointer, String> faults = ConfigSchema.of(this.name).faults(content);
			if (!faults.isEmpty()) {
				throw new InvalidConfiguration(told(faults));
			}
			return YAML.treeToValue(content, shape);
		}
		catch (JsonProcessingException ex) {
			boolean read = ex instanceof JsonMappingException mapping && !mapping.getPath().isEmpty();
			throw new InvalidConfiguration(
					read ? told(Map.of(place((JsonMappingException) ex), ex.getOriginalMessage()))
							: this.label + " line " + ex.getLocation().getLineNr() + ": " + ex.getOriginalMessage(),
					ex);
		}
	}

	/** Returns the first errors, each with its line. */
	String told(Map<JsonPointer, String> complaints) {
		Map<JsonPointer, Integer> lines = lines();
		return complaints.entrySet().stream().limit(MOST_FAULTS).map(complaint -> {
			JsonPointer there = complaint.getKey();
			while (!lines.containsKey(there)) {
				there = there.head();
			}
			String what = path(complaint.getKey()) + complaint.getValue();
			return Map.entry(lines.get(there),
					this.label + " line " + lines.get(there) + ": " + what.replaceAll("\\p{Cntrl}+", " "));
		}).sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue).collect(Collectors.joining("\n"));
	}

	/** Returns the line of each node. */
	private Map<JsonPointer, Integer> lines() {
		Map<JsonPointer, Integer> lines = new HashMap<>(Map.of(JsonPointer.empty(), 1));
		try (JsonParser parser = YAML.createParser(this.text)) {
			while (parser.nextToken() != null) {
				lines.putIfAbsent(parser.getParsingContext().pathAsPointer(),
						parser.currentTokenLocation().getLineNr());
			}
			return lines;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static JsonPointer place(JsonMappingException mapping) {
		JsonPointer place = JsonPointer.empty();
		for (JsonMappingException.Reference step : mapping.getPath()) {
			place = (step.getFieldName() != null) ? place.appendProperty(step.getFieldName())
					: place.appendIndex(step.getIndex());
		}
		return place;
	}

	/** {@code models[0].window: }. */
	private static String path(JsonPointer place) {
		StringBuilder path = new StringBuilder();
		for (JsonPointer rest = place; !rest.matches(); rest = rest.tail()) {
			path.append(
					rest.mayMatchElement() ? "[" + rest.getMatchingIndex() + "]" : "." + rest.getMatchingProperty());
		}
		return path.isEmpty() ? "" : path.substring(path.charAt(0) == '.' ? 1 : 0) + ": ";
	}

}
