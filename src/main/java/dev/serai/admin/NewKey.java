package dev.serai.admin;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A key that an operator wants.
 *
 * @param allowedModels null or empty allows all
 * @param expiresAt null means never
 */
public record NewKey(@Nullable UUID teamId, @Nullable String name, @Nullable List<String> allowedModels,
		@Nullable Instant expiresAt) {

	private static final Set<String> FIELDS = Set.of("teamId", "name", "allowedModels", "expiresAt");

	/** Reads {@code {"teamId","name","allowedModels"?,"expiresAt"?}} strictly. */
	public static NewKey read(byte[] json) {
		Body body = Body.of(json, FIELDS);
		return new NewKey(body.id("teamId"), body.text("name"), body.texts("allowedModels"), body.moment("expiresAt"));
	}

}
