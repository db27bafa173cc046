package dev.serai.ledger.audit;

import java.io.UncheckedIOException;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Converts checkpoints to and from the JSON in which they are stored and exported. */
public final class CheckpointJson {

	private static final JsonMapper JSON = JsonMapper.builder()
		.findAndAddModules()
		.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
		.enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
		.enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
		.build();

	private CheckpointJson() {
	}

	public static String write(Checkpoint checkpoint) {
		try {
			return JSON.writeValueAsString(checkpoint);
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Parses a checkpoint; empty when the text is none. */
	public static Optional<Checkpoint> read(String json) {
		try {
			return Optional.of(JSON.readValue(json, Checkpoint.class));
		}
		catch (JsonProcessingException ex) {
			return Optional.empty();
		}
	}

}
