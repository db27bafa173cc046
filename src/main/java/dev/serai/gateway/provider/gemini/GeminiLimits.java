package dev.serai.gateway.provider.gemini;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.OutputFormat;
import dev.serai.gateway.operation.chat.ChatRequest.ToolChoice;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.operation.chat.Message.Part;
import dev.serai.gateway.provider.WireProtocol.Unmappable;

/** Finds what Gemini cannot be sent, so that nothing is dropped silently. */
final class GeminiLimits {

	private static final int MOST_CHOICES = 8;

	private static final int MOST_STOPS = 5;

	private static final Set<String> DETAILS = Set.of("auto", "low", "high");

	private static final Pattern TOOL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.:-]{0,127}");

	/** Extra fields for a provider's bookkeeping: see the package's documentation. */
	private static final Set<String> LABELS = Set.of("safety_identifier", "prompt_cache_key");

	/** Values of extra fields that have no effect, as clients send them by default. */
	private static final Map<String, Set<String>> ASKS_NOTHING = Map.of("store", Set.of("false"), "logprobs",
			Set.of("false"), "top_logprobs", Set.of("0"), "logit_bias", Set.of("{}"), "metadata", Set.of("{}"),
			"service_tier", Set.of("\"auto\"", "\"default\""), "modalities", Set.of("[\"text\"]"));

	private final ChatRequest request;

	private GeminiLimits(ChatRequest request) {
		this.request = request;
	}

	/** Returns the first field that no Gemini model accepts. */
	static Optional<Unmappable> of(ChatRequest request) {
		GeminiLimits limits = new GeminiLimits(request);
		return first(limits::messages, limits::details, limits::tools, limits::settings,
				() -> GeminiReasoning.cannotCarry(request.reasoning()), limits::extras);
	}

	/**
	 * Returns the first field that this Gemini model does not accept, although others do.
	 */
	static Optional<Unmappable> of(ChatRequest request, GeminiModel model) {
		return first(() -> GeminiReasoning.cannotCarry(request.reasoning(), model), () -> {
			boolean both = !request.tools().isEmpty() && !(request.format() instanceof OutputFormat.Text);
			return when(both && model.upToSecondGeneration(), "response_format",
					model.name() + " can't have tools when JSON is asked for");
		}, () -> {
			boolean forced = request.toolChoice() instanceof ToolChoice.Required
					|| request.toolChoice() instanceof ToolChoice.Named;
			return when(forced && !(request.format() instanceof OutputFormat.Text), "tool_choice",
					"Gemini can't be made to call a tool when JSON is asked for");
		});
	}

	@SafeVarargs
	private static Optional<Unmappable> first(Supplier<Optional<Unmappable>>... checks) {
		return Stream.of(checks).map(Supplier::get).flatMap(Optional::stream).findFirst();
	}

	private static Optional<Unmappable> when(boolean refused, String param, String why) {
		return refused ? Optional.of(new Unmappable(param, why)) : Optional.empty();
	}

	private Optional<Unmappable> messages() {
		List<Message> messages = this.request.messages();
		Set<String> calls = new HashSet<>();
		for (int i = 0; i < messages.size(); i++) {
			Optional<Unmappable> refused = message("messages[" + i + "]", messages.get(i), calls);
			if (refused.isPresent()) {
				return refused;
			}
		}
		return when(messages.stream().allMatch(Message.System.class::isInstance), "messages",
				"Gemini wants at least one message that is not an instruction");
	}

	private static Optional<Unmappable> message(String at, Message message, Set<String> calls) {
		return first(() -> content(at, message), () -> switch (message) {
			case Message.System system -> Optional.empty();
			case Message.User user ->
				when(user.name() != null, at + ".name", "Gemini does not know names of participants");
			case Message.Assistant assistant -> {
				assistant.toolCalls().forEach(call -> calls.add(call.id()));
				yield Optional.empty();
			}
			case Message.ToolResult result -> when(!calls.contains(result.callId()), at + ".tool_call_id",
					"no earlier tool call has the id " + result.callId());
		});
	}

	private static Optional<Unmappable> content(String at, Message message) {
		List<Part> parts = message.parts();
		return IntStream.range(0, parts.size()).boxed().flatMap(i -> {
			boolean text = parts.get(i) instanceof Part.Text || parts.get(i) instanceof Part.Refusal;
			return ((message instanceof Message.System && !text) ? Optional.of("Gemini takes instructions as text only")
					: GeminiMedia.objection(parts.get(i)))
				.map(why -> new Unmappable(at + ".content[" + i + "]", why))
				.stream();
		}).findFirst();
	}

	private Optional<Unmappable> details() {
		List<Message> messages = this.request.messages();
		Set<String> seen = new HashSet<>();
		for (int i = 0; i < messages.size(); i++) {
			messages.get(i)
				.parts()
				.stream()
				.map(GeminiRequestWriter::detail)
				.flatMap(Optional::stream)
				.forEach(seen::add);
			if (seen.size() > 1 || !DETAILS.containsAll(seen)) {
				return Optional.of(new Unmappable("messages[" + i + "].content",
						"Gemini sees all images of a request in one detail: low, high or auto"));
			}
		}
		return Optional.empty();
	}

	private Optional<Unmappable> tools() {
		for (int i = 0; i < this.request.tools().size(); i++) {
			if (!TOOL_NAME.matcher(this.request.tools().get(i).name()).matches()) {
				return Optional.of(new Unmappable("tools[" + i + "].function.name",
						"Gemini wants a letter or underscore, then letters, digits and _ . : - only"));
			}
		}
		return when(Boolean.FALSE.equals(this.request.parallelToolCalls()) && !this.request.tools().isEmpty(),
				"parallel_tool_calls", "Gemini can't be kept from making several calls at once");
	}

	private Optional<Unmappable> settings() {
		Long seed = Objects.requireNonNullElse(this.request.sampling().seed(), 0L);
		return first(() -> when(this.request.choices() > MOST_CHOICES, "n", "Gemini gives 8 answers at most"),
				() -> when(this.request.sampling().stop().size() > MOST_STOPS, "stop", "Gemini takes 5 at most"),
				() -> when(seed != seed.intValue(), "seed", "Gemini takes a number of 32 bits"));
	}

	private Optional<Unmappable> extras() {
		return this.request.extras()
			.entrySet()
			.stream()
			.filter(extra -> !carries(extra.getKey(), extra.getValue()))
			.map(extra -> new Unmappable(extra.getKey(), "Gemini has no equivalent"))
			.findFirst();
	}

	private static boolean carries(String name, JsonNode value) {
		return value.isNull() || (value.isArray() && value.isEmpty()) || (name.equals("top_k") && value.isInt())
				|| LABELS.contains(name) || ASKS_NOTHING.getOrDefault(name, Set.of()).contains(value.toString());
	}

}
