package dev.serai.gateway.limit;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A limit as stored. Null means not limited; 0 admits nothing.
 *
 * @param subject the key's or team's id, the model's or policy's name, or
 * {@link #EVERYBODY}
 * @param requestsPerMinute calls in any 60 seconds
 * @param tokensPerMinute input and output tokens in any 60 seconds
 * @param concurrentCalls calls at a time
 * @param updatedAt when it was last changed
 */
public record Limit(Scope scope, String subject, @Nullable Long requestsPerMinute, @Nullable Long tokensPerMinute,
		@Nullable Long concurrentCalls, Instant updatedAt) {

	/** Stands for each key or team that has no limit of its own. */
	public static final String EVERYBODY = "*";

	/** Returns this limit, with missing values taken from another. */
	Limit orElse(@Nullable Limit other) {
		return (other == null) ? this
				: new Limit(this.scope, this.subject,
						(this.requestsPerMinute != null) ? this.requestsPerMinute : other.requestsPerMinute,
						(this.tokensPerMinute != null) ? this.tokensPerMinute : other.tokensPerMinute,
						(this.concurrentCalls != null) ? this.concurrentCalls : other.concurrentCalls, this.updatedAt);
	}

}
