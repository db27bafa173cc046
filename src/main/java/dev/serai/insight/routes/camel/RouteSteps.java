package dev.serai.insight.routes.camel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.OutputNode;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.TryDefinition;
import org.jspecify.annotations.Nullable;

/** The steps of routes, nested as in the YAML. */
final class RouteSteps {

	private RouteSteps() {
	}

	/**
	 * Returns a step's nested steps; Camel's model keeps some of them outside the
	 * outputs.
	 */
	static List<OptionalIdentifiedDefinition<?>> below(OptionalIdentifiedDefinition<?> definition) {
		List<OptionalIdentifiedDefinition<?>> held = new ArrayList<>();
		if (definition instanceof ChoiceDefinition choice) {
			held.addAll(choice.getWhenClauses());
			if (choice.getOtherwise() != null) {
				held.add(choice.getOtherwise());
			}
		}
		else if (definition instanceof ProcessorDefinition<?> processor) {
			held.addAll(processor.getOutputs());
		}
		else if (definition instanceof OutputNode node) {
			held.addAll(node.getOutputs());
		}
		if (definition instanceof TryDefinition attempt) {
			add(held, attempt.getCatchClauses());
			add(held, (attempt.getFinallyClause() != null) ? List.of(attempt.getFinallyClause()) : null);
		}
		if (definition instanceof CircuitBreakerDefinition breaker && breaker.getOnFallback() != null) {
			held.add(breaker.getOnFallback());
		}
		return held;
	}

	private static void add(List<OptionalIdentifiedDefinition<?>> held,
			@Nullable List<? extends OptionalIdentifiedDefinition<?>> clauses) {
		if (clauses != null) {
			clauses.stream().filter(clause -> !held.contains(clause)).forEach(held::add);
		}
	}

	/** Returns a definition and all steps below it. */
	static Stream<OptionalIdentifiedDefinition<?>> all(OptionalIdentifiedDefinition<?> definition) {
		return Stream.concat(Stream.of(definition), below(definition).stream().flatMap(RouteSteps::all));
	}

	/** Returns the parameters of a route that was made from a template. */
	static Map<String, Object> parameters(RouteDefinition route) {
		return (route.getTemplateParameters() != null) ? route.getTemplateParameters() : Map.of();
	}

	/** Replaces a template's placeholders with its parameters. */
	static String filled(@Nullable String text, Map<String, Object> parameters) {
		String filled = Objects.requireNonNullElse(text, "");
		for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
			filled = filled.replace("{{" + parameter.getKey() + "}}", String.valueOf(parameter.getValue()));
		}
		return filled;
	}

}
