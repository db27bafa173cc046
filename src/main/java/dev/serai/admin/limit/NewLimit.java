package dev.serai.admin.limit;

import java.util.Set;

import dev.serai.admin.organisation.Body;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/** A limit that an operator wants; what is null is not to be limited. */
public record NewLimit(@Nullable String scope, @Nullable String subject, @Nullable Long requestsPerMinute,
		@Nullable Long tokensPerMinute, @Nullable Long concurrentCalls) {

	private static final Set<String> FIELDS = Set.of("scope", "subject", "requestsPerMinute", "tokensPerMinute",
			"concurrentCalls");

	/**
	 * Reads
	 * {@code {"scope","subject","requestsPerMinute"?,"tokensPerMinute"?,"concurrentCalls"?}}
	 * strictly.
	 * @throws CallRefused 400 for anything else
	 */
	public static NewLimit read(byte[] json) {
		Body body = Body.of(json, FIELDS);
		return new NewLimit(body.text("scope"), body.text("subject"), body.whole("requestsPerMinute"),
				body.whole("tokensPerMinute"), body.whole("concurrentCalls"));
	}

}
