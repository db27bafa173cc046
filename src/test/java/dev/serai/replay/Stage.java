package dev.serai.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.FakeProvider.Request;
import dev.serai.testing.FakeProvider.Wire;
import dev.serai.testing.Gateway;

/**
 * The running gateway, with a provider for each recording that answers with the recorded
 * bytes. All the providers are one server, which knows by the path who is meant.
 */
final class Stage implements AutoCloseable {

	private final FakeProvider server = new FakeProvider();

	private final Map<String, Recording> byProvider = new TreeMap<>();

	private final Gateway gateway;

	private volatile Cut cut = Cut.WHOLE;

	Stage(List<Recording> recordings) {
		recordings.forEach(recording -> this.byProvider.put(recording.provider(), recording));
		this.server.plays(this::answer);
		this.gateway = Gateway.start(Map.of(), configuration());
	}

	private Path configuration() {
		try {
			Path directory = Files.createTempDirectory("serai-replay");
			Files.writeString(directory.resolve("providers.yaml"), providers());
			Files.writeString(directory.resolve("models.yaml"), models());
			Files.copy(Path.of("config/policies.yaml"), directory.resolve("policies.yaml"));
			return directory;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String providers() {
		StringBuilder yaml = new StringBuilder(
				"timeouts: {connect: 2s, firstToken: 20s, answer: 20s, idle: 20s}\nproviders:\n");
		this.byProvider.forEach((name, recording) -> yaml.append("  - {name: ")
			.append(name)
			.append(", protocol: ")
			.append(recording.protocol())
			.append(", baseUrl: \"")
			.append(this.server.url())
			.append('/')
			.append(name)
			.append("\"}\n"));
		return yaml.toString();
	}

	private String models() {
		Map<String, List<Recording>> byModel = new TreeMap<>();
		for (Recording recording : this.byProvider.values()) {
			byModel.computeIfAbsent(model(recording), name -> new ArrayList<>()).add(recording);
		}
		StringBuilder yaml = new StringBuilder("models:\n");
		byModel.forEach((name, recordings) -> {
			yaml.append("  - name: \"").append(name).append("\"\n");
			yaml.append("    window: 100000000\n    maxOutput: 10000000\n    capability: 0.5\n");
			yaml.append("    inputs: [text, image, document, audio]\n");
			yaml.append("    features: [tools, parallel-tools, json-schema, json-object, reasoning, prompt-caching]\n");
			yaml.append("    deployments:\n");
			for (Recording recording : recordings) {
				yaml.append("      - {provider: ").append(recording.provider());
				yaml.append(", name: \"").append(recording.model()).append("\", prices: [");
				yaml.append(Tokens.PRICES).append("]}\n");
			}
		});
		return yaml.toString();
	}

	/** Slashes part provider and model, and have no place in a model's name. */
	private static String model(Recording recording) {
		return recording.model().replace('/', '-');
	}

	private void answer(Request request, Wire wire) throws IOException {
		Recording recording = this.byProvider.get(request.target().split("/")[1]);
		String[] headers = recording.headers()
			.entrySet()
			.stream()
			.filter(header -> !header.getKey().equals("content-type"))
			.flatMap(header -> List.of(header.getKey(), header.getValue()).stream())
			.toArray(String[]::new);
		byte[] bytes = recording.bytes();
		if (!recording.isEvents()) {
			wire.bytes(recording.status(), recording.contentType(), bytes, headers);
			return;
		}
		wire.begin(recording.status(), recording.contentType(), headers);
		IntSupplier pieces = this.cut.pieces();
		for (int from = 0; from < bytes.length;) {
			int to = from + Math.min(pieces.getAsInt(), bytes.length - from);
			wire.chunk(Arrays.copyOfRange(bytes, from, to));
			from = to;
		}
		wire.end();
	}

	/** Asks for a recorded answer, which comes in pieces if it is a stream. */
	Heard ask(Recording recording, ObjectNode request, Cut pieces) {
		this.cut = pieces;
		this.server.forget();
		request.put("model", recording.provider() + '/' + model(recording));
		return Heard.of(this.gateway.chat(request.toString()));
	}

	/** What the provider was asked last. */
	Request lastRequest() {
		return this.server.lastRequest();
	}

	/** How often the provider was asked for the last call. */
	int requests() {
		return this.server.requests().size();
	}

	Gateway gateway() {
		return this.gateway;
	}

	@Override
	public void close() {
		this.gateway.close();
		this.server.close();
	}

}
