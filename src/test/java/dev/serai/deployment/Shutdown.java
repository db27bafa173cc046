package dev.serai.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import org.springframework.boot.convert.DurationStyle;

/** How long a node may take to end. */
final class Shutdown {

	/** For what comes after the last call: records, caches, the process itself. */
	private static final Duration REST = Duration.ofSeconds(10);

	private Shutdown() {
	}

	/**
	 * The longest that a shutdown takes by the program's settings: calls under way, then
	 * routes.
	 */
	static Duration atMost(Duration drainTime) {
		try {
			JsonNode settings = new YAMLMapper()
				.readTree(Files.readString(Path.of("src/main/resources/application.yaml")));
			Duration calls = DurationStyle
				.detectAndParse(settings.at("/spring/lifecycle.timeout-per-shutdown-phase").asText());
			Duration routes = Duration.ofSeconds(settings.at("/camel/main/shutdown-timeout").asLong());
			return drainTime.plus(calls).plus(routes).plus(REST);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
