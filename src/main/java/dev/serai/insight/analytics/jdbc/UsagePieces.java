package dev.serai.insight.analytics.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import dev.serai.insight.analytics.UsageQuery;
import org.jspecify.annotations.Nullable;

/**
 * Splits a period into its intervals, and each interval into pieces with stored sums (UTC
 * days and hours) and edges that are read from single calls. A day of another time zone
 * is a UTC day minus the hours outside it plus the missing ones: fewer rows than all its
 * hours.
 */
final class UsagePieces {

	private static final Duration HALF_A_DAY = Duration.ofHours(12);

	/** The starts of the intervals; null for one that covers the whole period. */
	private final List<@Nullable Instant> slots = new ArrayList<>();

	private final List<Sum> sums = new ArrayList<>();

	private final List<Edge> edges = new ArrayList<>();

	/**
	 * @param from not before the query's start
	 * @param to not after its end
	 */
	UsagePieces(UsageQuery query, Instant from, Instant to) {
		if (query.interval() == null) {
			this.slots.add(null);
			cut(from, to);
			return;
		}
		for (Instant start = from; start.isBefore(to);) {
			Instant next = query.interval().next(start, query.zone());
			this.slots.add(query.interval().start(start, query.zone()));
			cut(start, next.isBefore(to) ? next : to);
			start = next;
		}
	}

	@Nullable Instant slot(int number) {
		return this.slots.get(number);
	}

	List<Sum> sums() {
		return this.sums;
	}

	List<Edge> edges() {
		return this.edges;
	}

	private void cut(Instant from, Instant to) {
		Instant first = from.plus(HALF_A_DAY).truncatedTo(ChronoUnit.DAYS);
		Instant last = to.plus(HALF_A_DAY).truncatedTo(ChronoUnit.DAYS);
		Duration corrections = Duration.between(from, first).abs().plus(Duration.between(to, last).abs());
		long days = ChronoUnit.DAYS.between(first, last);
		if (days <= 0 || Duration.between(from, to).toHours() <= days + corrections.toHours()) {
			hours(from, to, 1);
			return;
		}
		kept(ChronoUnit.DAYS, first, last, 1);
		hours(from, first, 1);
		hours(first, from, -1);
		hours(last, to, 1);
		hours(to, last, -1);
	}

	/** Adds nothing when the end is not after the start. */
	private void hours(Instant from, Instant to, int sign) {
		if (!from.isBefore(to)) {
			return;
		}
		Instant first = from.plus(Duration.ofHours(1)).minusNanos(1).truncatedTo(ChronoUnit.HOURS);
		Instant last = to.truncatedTo(ChronoUnit.HOURS);
		if (first.isAfter(last)) {
			edge(from, to, sign);
			return;
		}
		edge(from, first, sign);
		kept(ChronoUnit.HOURS, first, last, sign);
		edge(last, to, sign);
	}

	private void kept(ChronoUnit unit, Instant from, Instant to, int sign) {
		for (Instant at = from; at.isBefore(to); at = at.plus(1, unit)) {
			this.sums.add(new Sum(this.slots.size() - 1, (unit == ChronoUnit.DAYS) ? "day" : "hour", at, sign));
		}
	}

	private void edge(Instant from, Instant to, int sign) {
		if (from.isBefore(to)) {
			this.edges.add(new Edge(this.slots.size() - 1, from, to, sign));
		}
	}

	/**
	 * A day or hour with stored sums.
	 *
	 * @param slot the index of its interval
	 * @param sign -1 when it is subtracted
	 */
	record Sum(int slot, String grain, Instant at, int sign) {
	}

	/** A range shorter than an hour. */
	record Edge(int slot, Instant from, Instant to, int sign) {
	}

}
