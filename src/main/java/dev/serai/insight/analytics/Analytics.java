package dev.serai.insight.analytics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.serai.gateway.access.Operator;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Serves calls to the API. Results contain only teams that the operator may see.
 */
public final class Analytics {

	/** The number of newest matching calls that are sorted. */
	static final int MOST_SORTED = 5_000;

	private final CallHistory history;

	public Analytics(CallHistory history) {
		this.history = history;
	}

	/**
	 * Returns a page of calls, newest first. New calls do not shift calls between pages.
	 * @param order newest first when null
	 */
	public CallPage calls(Operator operator, CallFilter filter, Page page, @Nullable CallOrder order) {
		check(operator, filter);
		if (order == null || order == CallOrder.NEWEST) {
			return page(operator, filter, page.size(), page.cursor());
		}
		if (page.before() != null) {
			throw Parameters.invalid("before", "A sorted list has one page: leave out 'before', or 'sort'.");
		}
		return sorted(page(operator, filter, MOST_SORTED, null), order, page.size());
	}

	private static CallPage sorted(CallPage newest, CallOrder order, int limit) {
		List<CallSummary> calls = newest.data();
		Instant searchedTo = (newest.searchedTo() != null || newest.next() == null || calls.isEmpty())
				? newest.searchedTo() : calls.getLast().call().at();
		return new CallPage(calls.stream().sorted(order.comparator()).limit(limit).toList(), null, searchedTo);
	}

	/** Returns the pages of matching calls; each page is read when it is requested. */
	public CallPages pages(Operator operator, CallFilter filter, Page first) {
		check(operator, filter);
		return new CallPages((size, place) -> page(operator, filter, size, place), first.cursor());
	}

	private static void check(Operator operator, CallFilter filter) {
		if (filter.teamId() != null) {
			operator.mustSee(filter.teamId());
		}
		Parameters.inOrder(filter.from(), filter.to());
		notNegative("minUsd", filter.minUsd());
		notNegative("minMs", filter.minMs());
	}

	private static void notNegative(String name, @Nullable BigDecimal number) {
		if (number != null && number.signum() < 0) {
			throw Parameters.invalid(name, "'" + name + "' must be a decimal number from 0.");
		}
	}

	private CallPage page(Operator operator, CallFilter filter, int size, @Nullable UUID before) {
		CallHistory.Found found = this.history.newest(filter, teams(operator), before, size + 1);
		List<CallSummary> calls = found.calls();
		if (calls.size() > size) {
			List<CallSummary> page = calls.subList(0, size);
			return new CallPage(page, Cursor.after(page.getLast().call().id()), null);
		}
		UUID stoppedAt = found.stoppedAt();
		return (stoppedAt != null) ? new CallPage(calls, Cursor.after(stoppedAt), Cursor.moment(stoppedAt))
				: new CallPage(calls, null, null);
	}

	/**
	 * Returns a call with its attempts and its decision.
	 * @throws CallRefused 404 {@code call_not_found}, also for text that is no id
	 */
	public CallDetail call(Operator operator, String id) {
		return Parameters.uuid(id)
			.flatMap(found -> this.history.find(found, teams(operator)))
			.orElseThrow(() -> ApiError.notFound("call").refused());
	}

	private static @Nullable Set<UUID> teams(Operator operator) {
		return operator.seesAll() ? null : operator.visibleTeams();
	}

}
