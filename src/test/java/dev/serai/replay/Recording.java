package dev.serai.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * One request to a provider and what it answered.
 *
 * @param id the name of its file
 * @param api the provider's interface, such as {@code openai.chat}
 * @param model as the provider calls it
 * @param stream whether a stream was asked for
 * @param request the body that was sent
 * @param headers of the answer
 * @param body of the answer, as on the wire
 * @param expect for a fixture of our own, what it says; else missing
 */
record Recording(String id, String api, String model, boolean stream, JsonNode request, int status,
		Map<String, String> headers, String body, JsonNode expect) {

	static final ObjectMapper JSON = new ObjectMapper();

	private static final List<String> OPENAI = List.of("openai.chat", "azure.chat", "azure_ai.chat", "groq.chat",
			"mistral.chat", "deepseek.chat", "openrouter.chat", "together.chat", "perplexity.chat",
			"ollama.openai_chat", "vllm.chat", "huggingface.chat", "gpustack.openai_chat", "gemini.openai_chat",
			"bedrock_mantle.chat");

	private static final List<String> ANTHROPIC = List.of("anthropic.messages");

	private static final List<String> GEMINI = List.of("gemini.generateContent", "gemini.streamGenerateContent",
			"vertex.generateContent", "vertex.streamGenerateContent");

	/** The chats of the three protocols in a directory, by name. */
	static List<Recording> chats(Path directory) {
		try (Stream<Path> files = Files.list(directory)) {
			return files.filter(file -> file.toString().endsWith(".json") && isChat(api(file)))
				.sorted()
				.map(Recording::read)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String api(Path file) {
		String name = file.getFileName().toString();
		return name.substring(0, Math.max(0, name.indexOf('-')));
	}

	private static boolean isChat(String api) {
		return OPENAI.contains(api) || ANTHROPIC.contains(api) || GEMINI.contains(api);
	}

	private static Recording read(Path file) {
		try {
			JsonNode all = JSON.readTree(file.toFile());
			JsonNode response = all.path("response");
			Map<String, String> headers = new TreeMap<>();
			response.path("headers").properties().forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
			String name = file.getFileName().toString();
			String api = api(file);
			// A refused stream is recorded as none.
			boolean stream = all.path("stream").asBoolean() || api.endsWith(".streamGenerateContent");
			return new Recording(name.substring(0, name.length() - ".json".length()), api, all.path("model").asText(),
					stream, all.path("request").path("body"), response.path("status").asInt(), headers,
					text(response.path("body")), all.path("expect"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Our own fixtures keep a body as a list of lines, or as JSON. */
	private static String text(JsonNode body) {
		if (body.isArray()) {
			List<String> lines = new ArrayList<>();
			body.forEach(line -> lines.add(line.asText()));
			return String.join("\n", lines) + "\n";
		}
		return body.isTextual() ? body.textValue() : body.toString();
	}

	String protocol() {
		if (ANTHROPIC.contains(this.api)) {
			return "anthropic";
		}
		return GEMINI.contains(this.api) ? "gemini" : "openai";
	}

	/**
	 * The name of a provider of its own, so that no recording's failure touches another.
	 */
	String provider() {
		return this.id.replace('.', '-').toLowerCase(Locale.ROOT);
	}

	String contentType() {
		return this.headers.getOrDefault("content-type", "");
	}

	byte[] bytes() {
		return this.body.getBytes(StandardCharsets.UTF_8);
	}

	/** Whether the answer came as server-sent events. */
	boolean isEvents() {
		String start = this.body.stripLeading();
		return this.stream && !start.startsWith("{") && !start.startsWith("[");
	}

	/**
	 * The JSON of the answer: that of each event, of each item of an array, or the one
	 * object.
	 */
	List<JsonNode> parts() {
		List<JsonNode> parts = new ArrayList<>();
		if (!isEvents()) {
			JsonNode whole = json(this.body);
			(whole.isArray() ? whole : List.of(whole)).forEach(parts::add);
			return parts;
		}
		for (String line : this.body.split("\r?\n")) {
			if (line.startsWith("data:") && !line.substring(5).strip().equals("[DONE]")) {
				parts.add(json(line.substring(5)));
			}
		}
		return parts;
	}

	static JsonNode json(String text) {
		try {
			return JSON.readTree(text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
