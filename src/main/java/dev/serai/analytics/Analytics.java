package dev.serai.analytics;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.serai.access.Operator;
import dev.serai.call.Amount;
import dev.serai.call.ApiError;
import dev.serai.call.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * What the API answers about calls and spend, from parameters as they were sent: each may
 * be null, and a wrong one ends with the refusal 400 that names it. Of teams that the
 * operator may not see nothing is told.
 */
public final class Analytics {

	private static final int USUAL_LIMIT = 50;

	private static final int HIGHEST_LIMIT = 500;

	/** Within what PostgreSQL and a UUID of version 7 can both say. */
	private static final Instant EARLIEST = Instant.EPOCH;

	private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

	private final CallHistory history;

	private final SpendSums sums;

	public Analytics(CallHistory history, SpendSums sums) {
		this.history = history;
		this.sums = sums;
	}

	/**
	 * A page of calls, newest first. Calls that come meanwhile move none from one page to
	 * another.
	 * @param limit 1 to 500, 50 when null
	 * @param before the {@code next} of the page before
	 */
	public CallPage calls(Operator operator, CallFilter filter, @Nullable String limit, @Nullable String before) {
		int size = limit(limit);
		UUID last = cursor(before);
		List<CallSummary> found = this.history.newest(filter, teams(operator), last, size + 1);
		if (found.size() <= size) {
			return new CallPage(found, null);
		}
		List<CallSummary> page = found.subList(0, size);
		return new CallPage(page, Cursor.after(page.getLast().call().id()));
	}

	/**
	 * One call with its attempts and its decision.
	 * @throws CallRefused 404 {@code call_not_found}, also for what is no id
	 */
	public CallDetail call(Operator operator, String id) {
		return uuid(id).flatMap(found -> this.history.find(found, teams(operator)))
			.orElseThrow(
					() -> ApiError.of(404, "invalid_request_error", "call_not_found", "There is no call with this id.")
						.refused());
	}

	/**
	 * Who or what money was spent on.
	 * @param by team, provider, model or feature
	 * @param from a date (UTC) or a date and time with offset; null means since ever
	 * @param to likewise, not included; null means until now
	 */
	public Spend spend(Operator operator, @Nullable String by, @Nullable String from, @Nullable String to) {
		SpendKind kind = kind(by);
		Instant start = moment("from", from);
		Instant end = moment("to", to);
		if (start != null && end != null && end.isBefore(start)) {
			throw invalid("to", "'to' is before 'from'.");
		}
		List<SpendSums.Sum> found = this.sums.by(kind, teams(operator), start, end);
		BigDecimal total = found.stream().map(SpendSums.Sum::costUsd).reduce(BigDecimal.ZERO, BigDecimal::add);
		return new Spend(found.stream().map(Analytics::item).toList(), Amount.text(total));
	}

	private static @Nullable Set<UUID> teams(Operator operator) {
		return operator.seesAll() ? null : operator.visibleTeams();
	}

	private static Spend.Item item(SpendSums.Sum sum) {
		return new Spend.Item(sum.key(), sum.calls(), Amount.text(sum.costUsd()), Amount.text(sum.savedUsd()),
				sum.unknownCalls());
	}

	static @Nullable UUID cursor(@Nullable String before) {
		return (before == null) ? null : Cursor.read(before)
			.orElseThrow(() -> invalid("before", "'before' is not the 'next' of a page of this list."));
	}

	static int limit(@Nullable String limit) {
		if (limit == null) {
			return USUAL_LIMIT;
		}
		try {
			int size = Integer.parseInt(limit);
			if (size >= 1 && size <= HIGHEST_LIMIT) {
				return size;
			}
		}
		catch (NumberFormatException ex) {
			// Told below, as any other wrong limit.
		}
		throw invalid("limit", "'limit' must be a whole number from 1 to " + HIGHEST_LIMIT + ".");
	}

	private static SpendKind kind(@Nullable String by) {
		return Arrays.stream(SpendKind.values())
			.filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(by))
			.findFirst()
			.orElseThrow(() -> invalid("by", "'by' must be team, provider, model or feature."));
	}

	static @Nullable Instant moment(String param, @Nullable String text) {
		if (text == null) {
			return null;
		}
		try {
			Instant moment = (text.length() == "2025-01-01".length())
					? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
					: OffsetDateTime.parse(text).toInstant();
			if (!moment.isBefore(EARLIEST) && !moment.isAfter(LATEST)) {
				return moment;
			}
		}
		catch (DateTimeParseException ex) {
			// Told below, as any other wrong time.
		}
		throw invalid(param, "'" + param + "' must be a date like 2025-01-31 or a time like 2025-01-31T08:00:00Z.");
	}

	private static Optional<UUID> uuid(String text) {
		try {
			return (text.length() == 36) ? Optional.of(UUID.fromString(text)) : Optional.empty();
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private static CallRefused invalid(String param, String message) {
		return ApiError.invalid(param, message).refused();
	}

}
