package dev.serai.insight.analytics;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * A page of calls, newest first.
 *
 * @param next the {@code before} of the next page; null on the last page
 * @param searchedTo the oldest time that was searched, when the search stopped at its
 * bound before the page was full
 */
public record CallPage(List<CallSummary> data, @Nullable String next,
		@JsonInclude(Include.NON_NULL) @Nullable Instant searchedTo) {
}
