package dev.serai.gateway.provider.anthropic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Model;
import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.catalog.Secret;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.OutputFormat;
import dev.serai.gateway.operation.chat.ChatRequest.Reasoning;
import dev.serai.gateway.operation.chat.ChatRequest.Sampling;
import dev.serai.gateway.operation.chat.ChatRequest.Tool;
import dev.serai.gateway.operation.chat.ChatRequest.ToolChoice;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.operation.chat.Message.ToolCall;
import org.jspecify.annotations.Nullable;

/** Chat requests for tests, each changed in one respect. */
final class Requests {

	static final Sampling NO_SAMPLING = new Sampling(null, null, null, List.of(), null, null);

	static final Tool CLOCK = new Tool("clock", "Tells the time", null, null);

	private static final ObjectMapper MAPPER = new ObjectMapper();

	private Requests() {
	}

	static Provider provider() {
		Duration wait = Duration.ofSeconds(5);
		return new Provider("anthropic", "anthropic", URI.create("http://localhost"), new Secret("k-1"), "anthropic",
				null, new Provider.Timeouts(wait, wait, wait, wait), Map.of(), false);
	}

	static Deployment deployment(String wireName) {
		Model model = new Model("m", Set.of(), 200_000, 64_000, Set.of(), Set.of(), 0.9);
		return new Deployment("anthropic/m", provider(), model, wireName, List.of());
	}

	static Message.User user(String text) {
		return new Message.User(List.of(new Part.Text(text)), null);
	}

	static Message.User user(Part part) {
		return new Message.User(List.of(part), null);
	}

	static Message.Assistant says(String text) {
		return new Message.Assistant(List.of(new Part.Text(text)), List.of(), List.of());
	}

	static Message.Assistant calls(String id, String arguments) {
		return new Message.Assistant(List.of(), List.of(new ToolCall(id, "clock", arguments, null)), List.of());
	}

	static Message.ToolResult result(String id, String text) {
		return new Message.ToolResult(id, List.of(new Part.Text(text)));
	}

	static ChatRequest chat(Message... messages) {
		return request(List.of(messages), List.of(), null, null, new OutputFormat.Text(), NO_SAMPLING, null, 1, null,
				Map.of());
	}

	static ChatRequest sampling(Sampling sampling) {
		return request(List.of(user("hi")), List.of(), null, null, new OutputFormat.Text(), sampling, null, 1, null,
				Map.of());
	}

	static ChatRequest format(OutputFormat format) {
		return request(List.of(user("hi")), List.of(), null, null, format, NO_SAMPLING, null, 1, null, Map.of());
	}

	static ChatRequest tools(List<Tool> tools, @Nullable ToolChoice choice, @Nullable Boolean parallel) {
		return request(List.of(user("hi")), tools, choice, parallel, new OutputFormat.Text(), NO_SAMPLING, null, 1,
				null, Map.of());
	}

	static ChatRequest reasoning(@Nullable String effort, @Nullable Integer budget, @Nullable Integer maxTokens) {
		return request(List.of(user("hi")), List.of(), null, null, new OutputFormat.Text(), NO_SAMPLING, maxTokens, 1,
				new Reasoning(effort, budget), Map.of());
	}

	static ChatRequest reasoning(ChatRequest r, String effort) {
		return request(r.messages(), r.tools(), r.toolChoice(), r.parallelToolCalls(), r.format(), r.sampling(),
				r.maxOutputTokens(), r.choices(), new Reasoning(effort, null), r.extras());
	}

	static ChatRequest choices(int choices) {
		return request(List.of(user("hi")), List.of(), null, null, new OutputFormat.Text(), NO_SAMPLING, null, choices,
				null, Map.of());
	}

	static ChatRequest extra(String name, String json) {
		return request(List.of(user("hi")), List.of(), null, null, new OutputFormat.Text(), NO_SAMPLING, null, 1, null,
				Map.of(name, json(json)));
	}

	private static ChatRequest request(List<Message> messages, List<Tool> tools, @Nullable ToolChoice choice,
			@Nullable Boolean parallel, OutputFormat format, Sampling sampling, @Nullable Integer maxTokens,
			int choices, @Nullable Reasoning reasoning, Map<String, JsonNode> extras) {
		return new ChatRequest("m", messages, tools, choice, parallel, format, sampling, maxTokens, choices, reasoning,
				false, false, null, extras);
	}

	static JsonNode json(String json) {
		try {
			return MAPPER.readTree(json);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalArgumentException(json, ex);
		}
	}

	static JsonNode encoded(ChatRequest request) {
		return encoded(request, "claude-haiku-4-5");
	}

	static JsonNode encoded(ChatRequest request, String wireName) {
		try {
			return MAPPER.readTree(new AnthropicChat().encode(request, new byte[0], deployment(wireName)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
