package dev.serai.insight.analytics;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Selects a page of a list.
 *
 * @param limit its size at most, 50 when null
 * @param before the {@code next} of the previous page; null for the first
 */
public record Page(@Nullable Integer limit, @Nullable String before) {

	private static final int USUAL_LIMIT = 50;

	int size() {
		return (this.limit != null) ? this.limit : USUAL_LIMIT;
	}

	@Nullable UUID cursor() {
		return Parameters.cursor(this.before);
	}

}
