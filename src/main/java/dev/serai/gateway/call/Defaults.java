package dev.serai.gateway.call;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;

/**
 * Defaults of a key, for what its calls leave out.
 *
 * @param feature what the calls are for; null means no default
 * @param policy the policy that ranks when a call names a model; null means the standard
 * one
 * @param maxOutputTokens the most tokens of an answer, 1 or more; null leaves it to the
 * provider
 * @param tags tags that are put before the call's own; none contains a comma
 */
public record Defaults(@Nullable String feature, @Nullable String policy, @Nullable Integer maxOutputTokens,
		@JsonSetter(nulls = Nulls.AS_EMPTY) List<String> tags) {

	/** No defaults. */
	public static final Defaults NONE = new Defaults(null, null, null, List.of());

	/** Returns the caller's headers with missing values filled in. */
	CallHeaders complete(CallHeaders said) {
		if (this.tags.isEmpty() && (this.feature == null || said.feature() != null)) {
			return said;
		}
		return new CallHeaders(said.authorization(), said.apiKey(),
				(said.feature() != null) ? said.feature() : this.feature, said.policy(), said.session(),
				tags(said.tags()), said.timeout(), said.cache(), said.idempotencyKey(), said.traceparent());
	}

	private @Nullable String tags(@Nullable String said) {
		if (this.tags.isEmpty()) {
			return said;
		}
		String own = String.join(",", this.tags);
		return (said != null) ? own + "," + said : own;
	}

}
