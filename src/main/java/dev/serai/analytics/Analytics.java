package dev.serai.analytics;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

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

	private static final String DIMENSIONS = Arrays.stream(Dimension.values())
		.map(dimension -> dimension.name().toLowerCase(Locale.ROOT))
		.collect(Collectors.joining(", "));

	private static final Comparator<UsageSum> DEAREST_FIRST = Comparator
		.comparing((UsageSum sum) -> sum.measures().costUsd())
		.thenComparing(sum -> sum.measures().calls())
		.reversed()
		.thenComparing(UsageSum::key);

	private final CallHistory history;

	private final UsageSums sums;

	private final Names names;

	public Analytics(CallHistory history, UsageSums sums, Names names) {
		this.history = history;
		this.sums = sums;
		this.names = names;
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
	 * @param by a dimension, in lower case
	 * @param from a date (UTC) or a date and time with offset; null means since ever
	 * @param to likewise, not included; null means until now
	 */
	public Spend spend(Operator operator, @Nullable String by, @Nullable String from, @Nullable String to) {
		Dimension dimension = dimension(by);
		Instant start = moment("from", from);
		Instant end = moment("to", to);
		if (start != null && end != null && end.isBefore(start)) {
			throw invalid("to", "'to' is before 'from'.");
		}
		List<UsageSum> found = this.sums.sums(new UsageQuery(dimension, teams(operator),
				(start != null) ? start : EARLIEST, (end != null) ? end : LATEST, null, ZoneOffset.UTC));
		return new Spend(items(dimension, found), Amount.text(total(operator, dimension, start, end, found)));
	}

	private BigDecimal total(Operator operator, Dimension dimension, @Nullable Instant start, @Nullable Instant end,
			List<UsageSum> found) {
		// A call with two tags is in two of the sums.
		List<UsageSum> parts = (dimension != Dimension.TAG) ? found : this.sums
			.sums(UsageQuery.total(teams(operator), (start != null) ? start : EARLIEST, (end != null) ? end : LATEST));
		return parts.stream().map(sum -> sum.measures().costUsd()).reduce(BigDecimal.ZERO, BigDecimal::add);
	}

	private List<Spend.Item> items(Dimension dimension, List<UsageSum> sums) {
		Map<String, String> names = names(dimension, sums);
		return sums.stream()
			.sorted(DEAREST_FIRST)
			.map(sum -> item(dimension, sum, names.getOrDefault(sum.key(), sum.key())))
			.toList();
	}

	/** What the keys that are ids are called. */
	private Map<String, String> names(Dimension dimension, List<UsageSum> sums) {
		Set<UUID> ids = (dimension != Dimension.TEAM && dimension != Dimension.KEY) ? Set.of()
				: sums.stream().map(UsageSum::key).flatMap(key -> uuid(key).stream()).collect(Collectors.toSet());
		Map<UUID, String> found = (dimension == Dimension.TEAM) ? this.names.ofTeams(ids) : this.names.ofKeys(ids);
		return found.entrySet()
			.stream()
			.collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getValue));
	}

	private static @Nullable Set<UUID> teams(Operator operator) {
		return operator.seesAll() ? null : operator.visibleTeams();
	}

	private static Spend.Item item(Dimension dimension, UsageSum sum, String name) {
		Measures measures = sum.measures();
		// Keys of several teams may share a name; teams never do.
		return new Spend.Item((dimension == Dimension.TEAM) ? name : sum.key(), name, measures.calls(),
				Amount.text(measures.costUsd()), Amount.text(measures.savedUsd()), measures.unknownCalls());
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

	private static Dimension dimension(@Nullable String by) {
		return Arrays.stream(Dimension.values())
			.filter(dimension -> dimension.name().toLowerCase(Locale.ROOT).equals(by))
			.findFirst()
			.orElseThrow(() -> invalid("by", "'by' must be one of " + DIMENSIONS + "."));
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
