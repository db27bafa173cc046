package dev.serai.gateway.provider.dialect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.gateway.catalog.Dialect.Parameters;
import dev.serai.gateway.provider.dialect.Adaptation.Refused;
import org.jspecify.annotations.Nullable;

/** Applies a dialect's rules to parameters, which have OpenAI's names. */
public final class ParameterRules {

	/** Values that ask for what happens without them. */
	private static final Map<String, Set<String>> DEFAULTS = Map.of("temperature", Set.of("1"), "top_p", Set.of("1"),
			"presence_penalty", Set.of("0"), "frequency_penalty", Set.of("0"), "n", Set.of("1"), "logprobs",
			Set.of("false"), "top_logprobs", Set.of("0"), "store", Set.of("false"), "reasoning_effort",
			Set.of("default"), "service_tier", Set.of("auto", "default"));

	private static final List<String> OF_TOOLS = List.of("tools", "tool_choice", "parallel_tool_calls");

	private final Parameters rules;

	public ParameterRules(Parameters rules) {
		this.rules = rules;
	}

	/**
	 * Changes the parameters that have an equivalent, and leaves out those that have no
	 * influence on the answer.
	 * @param fields the parameters by name, those for the output's limit not among them
	 * @param tools whether the request offers tools
	 * @param notes receives what was changed, for people
	 * @return the first parameter that cannot be sent
	 */
	public Optional<Refused> adapt(ObjectNode fields, boolean tools, Consumer<String> notes) {
		if (!tools) {
			// Providers refuse a choice where there is nothing to choose from.
			fields.remove(OF_TOOLS);
		}
		fields.properties()
			.removeIf(field -> DEFAULTS.getOrDefault(field.getKey(), Set.of()).contains(word(field.getValue()))
					&& isRefused(field.getKey()));
		this.rules.replaced().forEach((name, values) -> {
			JsonNode given = fields.get(name);
			JsonNode other = (given != null) ? values.get(word(given)) : null;
			if (other != null) {
				fields.set(name, other);
				notes.accept(name + " is sent as " + other.asText());
			}
		});
		for (List<String> group : this.rules.exclusive()) {
			group.stream().filter(name -> isSet(fields.get(name))).skip(1).forEach(name -> {
				fields.remove(name);
				notes.accept(name + " is not sent: this model takes only one of " + group);
			});
		}
		if (tools) {
			this.rules.withTools().forEach(fields::putIfAbsent);
		}
		Optional<Refused> refused = firstRefused(fields, tools);
		for (String name : this.rules.dropped()) {
			if (isSet(fields.get(name))) {
				fields.remove(name);
				notes.accept(name + " is not sent: this model does not take it");
			}
		}
		return refused;
	}

	/** Gives parameters the names that the provider has for them. */
	public void rename(ObjectNode fields) {
		this.rules.renamed().forEach((name, own) -> {
			JsonNode value = fields.remove(name);
			if (value != null) {
				fields.set(own, value);
			}
		});
	}

	private Optional<Refused> firstRefused(ObjectNode fields, boolean tools) {
		String effort = fields.path("reasoning_effort").asText(this.rules.effort());
		boolean reasons = !effort.equals("none");
		for (Map.Entry<String, JsonNode> field : fields.properties()) {
			String why = isSet(field.getValue()) ? objection(field.getKey(), field.getValue(), tools, reasons) : null;
			if (why != null) {
				return Optional.of(new Refused(field.getKey(), "this model takes " + why));
			}
		}
		return Optional.empty();
	}

	private boolean isRefused(String name) {
		return this.rules.refused().contains(name) || this.rules.refusedWithReasoning().contains(name)
				|| this.rules.dropped().contains(name) || isUnknown(name);
	}

	private boolean isUnknown(String name) {
		return !this.rules.accepted().isEmpty() && !this.rules.accepted().contains(name)
				&& !this.rules.dropped().contains(name) && !name.equals("tools");
	}

	/** Returns whether a rule is about one of these parameters. */
	boolean concern(ObjectNode fields) {
		if (!this.rules.accepted().isEmpty()) {
			return !fields.isEmpty();
		}
		for (Map.Entry<String, JsonNode> field : fields.properties()) {
			String name = field.getKey();
			if (OF_TOOLS.contains(name) || this.rules.dropped().contains(name) || this.rules.refused().contains(name)
					|| this.rules.refusedWithTools().contains(name) || this.rules.refusedWithReasoning().contains(name)
					|| this.rules.renamed().containsKey(name) || this.rules.replaced().containsKey(name)
					|| this.rules.allowed().containsKey(name) || this.rules.atMost().containsKey(name)
					|| this.rules.exclusive().stream().anyMatch(group -> group.contains(name))) {
				return true;
			}
		}
		return false;
	}

	private @Nullable String objection(String name, JsonNode value, boolean tools, boolean reasons) {
		if (isUnknown(name) || this.rules.refused().contains(name)) {
			return "no " + name;
		}
		if (tools && this.rules.refusedWithTools().contains(name)) {
			return "no " + name + " together with tools";
		}
		List<JsonNode> allowed = this.rules.allowed().get(name);
		if (allowed != null && allowed.stream().noneMatch(each -> word(each).equals(word(value)))) {
			return "only " + allowed.stream().map(ParameterRules::word).toList() + " as " + name;
		}
		if (reasons && this.rules.refusedWithReasoning().contains(name)) {
			return "no " + name + " while it reasons; reasoning_effort none allows it";
		}
		JsonNode needed = tools ? this.rules.withTools().get(name) : null;
		if (needed != null && !word(needed).equals(word(value))) {
			return "only " + word(needed) + " as " + name + " together with tools";
		}
		Double most = this.rules.atMost().get(name);
		return (most != null && amount(value) > most) ? "at most " + word(DoubleNode.valueOf(most)) + " of " + name
				: null;
	}

	private static boolean isSet(@Nullable JsonNode value) {
		return value != null && !value.isNull();
	}

	/** A number, or how many entries a list has. */
	private static double amount(JsonNode value) {
		return value.isArray() ? value.size() : value.isNumber() ? value.doubleValue() : 1;
	}

	/**
	 * Returns a value as one word: a chosen tool is {@code named}, a response format its
	 * type.
	 */
	private static String word(JsonNode value) {
		if (value.isNumber()) {
			return value.decimalValue().stripTrailingZeros().toPlainString();
		}
		if (value.isObject()) {
			String type = value.path("type").asText("");
			return type.equals("function") ? "named" : type;
		}
		return value.asText("");
	}

}
