package dev.serai.insight.analytics;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * Some calls, newest first.
 *
 * @param next what to give as {@code before} for the page that follows; null at the end
 * @param searchedTo back to when calls were looked at, where that was so many that the
 * page was given before it was full
 */
public record CallPage(List<CallSummary> data, @Nullable String next,
		@JsonInclude(Include.NON_NULL) @Nullable Instant searchedTo) {
}
