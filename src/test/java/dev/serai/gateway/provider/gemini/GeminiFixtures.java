package dev.serai.gateway.provider.gemini;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Model;
import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.catalog.Secret;
import dev.serai.gateway.operation.Capability;
import dev.serai.gateway.operation.Modality;
import dev.serai.gateway.operation.chat.ChatEvent;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;

/** What the tests of this package start from. */
final class GeminiFixtures {

	static final GeminiChat PROTOCOL = new GeminiChat();

	static final Deployment FLASH_2_5 = deployment("gemini-2.5-flash", Set.of(Capability.REASONING));

	static final Deployment PRO_2_5 = deployment("gemini-2.5-pro", Set.of(Capability.REASONING));

	static final Deployment FLASH_3 = deployment("gemini-3-flash-preview", Set.of(Capability.REASONING));

	static final Deployment FLASH_2_0 = deployment("gemini-2.0-flash", Set.of());

	private static final ObjectMapper MAPPER = new ObjectMapper();

	private GeminiFixtures() {
	}

	static Deployment deployment(String wireName, Set<Capability> features) {
		return new Deployment("google/" + wireName, provider(new Secret("AIza-test")),
				new Model(wireName, Set.of(), 1_000_000, 65_536, Set.of(Modality.TEXT), features, 0.8), wireName,
				List.of());
	}

	static Provider provider(Secret secret) {
		Duration second = Duration.ofSeconds(1);
		return new Provider("google", "gemini", URI.create("https://gemini.example"), secret, "google", null,
				new Provider.Timeouts(second, second, second, second), Map.of(), false);
	}

	static Message.User user(String text) {
		return new Message.User(List.of(new Part.Text(text)), null);
	}

	static Message.System system(String text) {
		return new Message.System(List.of(new Part.Text(text)));
	}

	static Message.Assistant assistant(String text) {
		return new Message.Assistant(List.of(new Part.Text(text)), List.of(), List.of());
	}

	static Message.Assistant calls(Message.ToolCall... calls) {
		return new Message.Assistant(List.of(), List.of(calls), List.of());
	}

	static Message.ToolResult result(String callId, Part... parts) {
		return new Message.ToolResult(callId, List.of(parts));
	}

	static RequestBuilder request(Message... messages) {
		return new RequestBuilder(List.of(messages));
	}

	static JsonNode encoded(ChatRequest request, Deployment deployment) {
		return json(new String(PROTOCOL.encode(request, new byte[0], deployment), StandardCharsets.UTF_8));
	}

	static List<ChatEvent> decoded(String json) {
		return PROTOCOL.decode(json.getBytes(StandardCharsets.UTF_8));
	}

	static JsonNode json(String json) {
		try {
			return MAPPER.readTree(json);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** JSON from text in which single quotes stand for double ones, for legibility. */
	static String quoted(String json) {
		return json.replace('\'', '"');
	}

	/** A request with nothing asked for but what is set. */
	static final class RequestBuilder {

		private final List<Message> messages;

		private List<ChatRequest.Tool> tools = List.of();

		private ChatRequest.ToolChoice toolChoice;

		private Boolean parallelToolCalls;

		private ChatRequest.OutputFormat format = new ChatRequest.OutputFormat.Text();

		private ChatRequest.Sampling sampling = new ChatRequest.Sampling(null, null, null, List.of(), null, null);

		private Integer maxOutputTokens;

		private int choices = 1;

		private ChatRequest.Reasoning reasoning;

		private String user;

		private Map<String, JsonNode> extras = Map.of();

		private RequestBuilder(List<Message> messages) {
			this.messages = messages;
		}

		RequestBuilder tools(ChatRequest.Tool... tools) {
			this.tools = List.of(tools);
			return this;
		}

		RequestBuilder toolChoice(ChatRequest.ToolChoice toolChoice) {
			this.toolChoice = toolChoice;
			return this;
		}

		RequestBuilder parallelToolCalls(boolean parallelToolCalls) {
			this.parallelToolCalls = parallelToolCalls;
			return this;
		}

		RequestBuilder format(ChatRequest.OutputFormat format) {
			this.format = format;
			return this;
		}

		RequestBuilder sampling(ChatRequest.Sampling sampling) {
			this.sampling = sampling;
			return this;
		}

		RequestBuilder maxOutputTokens(int maxOutputTokens) {
			this.maxOutputTokens = maxOutputTokens;
			return this;
		}

		RequestBuilder choices(int choices) {
			this.choices = choices;
			return this;
		}

		RequestBuilder reasoning(String effort, Integer budget) {
			this.reasoning = new ChatRequest.Reasoning(effort, budget);
			return this;
		}

		RequestBuilder user(String user) {
			this.user = user;
			return this;
		}

		RequestBuilder extra(String name, String json) {
			this.extras = Map.of(name, json(json));
			return this;
		}

		ChatRequest build() {
			return new ChatRequest("gemini", this.messages, this.tools, this.toolChoice, this.parallelToolCalls,
					this.format, this.sampling, this.maxOutputTokens, this.choices, this.reasoning, false, false,
					this.user, this.extras);
		}

	}

}
