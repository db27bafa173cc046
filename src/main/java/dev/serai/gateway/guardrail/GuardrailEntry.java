package dev.serai.gateway.guardrail;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * A guardrail's entry in {@code policies.yaml}; each kind has its own options.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({ @Type(value = GuardrailEntry.Pii.class, name = "pii"),
		@Type(value = GuardrailEntry.Secrets.class, name = "secrets"),
		@Type(value = GuardrailEntry.DenyList.class, name = "deny-list"),
		@Type(value = GuardrailEntry.Size.class, name = "size"),
		@Type(value = GuardrailEntry.Injection.class, name = "injection"),
		@Type(value = GuardrailEntry.Moderation.class, name = "moderation"),
		@Type(value = GuardrailEntry.Modalities.class, name = "modalities"),
		@Type(value = GuardrailEntry.Regions.class, name = "regions"),
		@Type(value = GuardrailEntry.Route.class, name = "route") })
public sealed interface GuardrailEntry {

	String mode();

	@Nullable String direction();

	/** Personal data. */
	record Pii(String mode, @Nullable String direction, @Nullable List<String> find,
			@Nullable List<String> phoneRegions) implements GuardrailEntry {
	}

	/** Keys and tokens. */
	record Secrets(String mode, @Nullable String direction) implements GuardrailEntry {
	}

	/** Words and patterns of the operator's own. */
	record DenyList(String mode, @Nullable String direction, @Nullable List<String> words,
			@Nullable List<String> patterns) implements GuardrailEntry {
	}

	/** Limits of size. */
	record Size(String mode, @Nullable String direction, @Nullable Integer messages, @Nullable Integer characters,
			@Nullable Integer tools, @Nullable Integer schemaDepth) implements GuardrailEntry {
	}

	/** Prompt injection. */
	record Injection(String mode, @Nullable String direction, @Nullable Double threshold) implements GuardrailEntry {
	}

	/** A moderation model. */
	record Moderation(String mode, @Nullable String direction, @Nullable String provider, String model,
			@Nullable String timeout, @Nullable String onError,
			@Nullable List<String> categories) implements GuardrailEntry {
	}

	/** The kinds of content that requests may contain. */
	record Modalities(String mode, @Nullable String direction, List<String> allow) implements GuardrailEntry {
	}

	/** The regions where data may be processed. */
	record Regions(String mode, @Nullable String direction, List<String> allow) implements GuardrailEntry {
	}

	/** A route that the integration team provides. */
	record Route(String mode, @Nullable String direction) implements GuardrailEntry {
	}

}
