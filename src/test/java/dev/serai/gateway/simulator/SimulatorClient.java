package dev.serai.gateway.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Asks a simulated provider over HTTP, as a gateway would. */
final class SimulatorClient {

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private SimulatorClient() {
	}

	/** Posts JSON written with single quotes. */
	static HttpResponse<String> post(String url, String json) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(url))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(json.replace('\'', '"')))
			.build();
		return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
	}

	static JsonNode json(HttpResponse<String> response) throws IOException {
		return JSON.readTree(response.body());
	}

	/** The data of each event of a stream that ends lines by the given text. */
	static List<JsonNode> events(HttpResponse<String> response, String lineEnd) throws IOException {
		List<JsonNode> events = new ArrayList<>();
		for (String event : response.body().split(lineEnd + lineEnd)) {
			String data = event.substring(event.indexOf("data: ") + 6);
			if (!data.equals("[DONE]")) {
				events.add(JSON.readTree(data));
			}
		}
		return events;
	}

	static JsonNode parse(String json) throws IOException {
		return JSON.readTree(json);
	}

	/** What stands at a JSON pointer in each event, joined. */
	static String joined(List<JsonNode> events, String pointer) {
		return events.stream().map((event) -> event.at(pointer).asText("")).collect(Collectors.joining());
	}

}
