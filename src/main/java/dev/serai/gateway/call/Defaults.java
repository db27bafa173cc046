package dev.serai.gateway.call;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What holds for a key's calls where they say nothing themselves.
 *
 * @param feature what they are for; null means nothing
 * @param policy the policy that ranks for models that are no policies; null means the
 * standard one
 * @param maxOutputTokens the most tokens of an answer, 1 or more; null leaves it to the
 * provider
 * @param tags words that stand before the call's own, none with a comma
 */
public record Defaults(@Nullable String feature, @Nullable String policy, @Nullable Integer maxOutputTokens,
		List<String> tags) {

	/** None. */
	public static final Defaults NONE = new Defaults(null, null, null, List.of());

	/** Completes what a caller said in headers. */
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
