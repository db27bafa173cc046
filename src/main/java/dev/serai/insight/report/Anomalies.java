package dev.serai.insight.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds days with unusual spend. Each day is compared with the eight weeks before it:
 * working days with working days, weekend days with weekend days. A day is an anomaly
 * when its distance from their median exceeds four times their usual distance, which is
 * the median absolute deviation scaled to a standard deviation; a distance below a tenth
 * of the median, or below a cent, never counts. Medians are robust, so one anomaly does
 * not hide the next.
 */
final class Anomalies {

	/** The number of days before it that a day is compared with. */
	static final int HISTORY_DAYS = 56;

	/** The minimum number of comparable days. */
	private static final int FEWEST = 6;

	private static final double TIMES = 4;

	/**
	 * Scales a median absolute deviation to a standard deviation, for normally
	 * distributed values.
	 */
	private static final double SCALE = 1.4826;

	private static final double FLOOR_PART = 0.1;

	private static final double FLOOR_USD = 0.01;

	private Anomalies() {
	}

	/**
	 * @param days consecutive days; the first may precede all calls
	 * @param from the first day to check
	 */
	static List<Figures.Anomaly> in(List<DaySpend> days, LocalDate from) {
		int first = 0;
		while (first < days.size() && days.get(first).costUsd().signum() == 0) {
			first++;
		}
		List<DaySpend> known = days.subList(first, days.size());
		return known.stream()
			.filter(day -> !day.date().isBefore(from))
			.flatMap(day -> judge(day, known).stream())
			.toList();
	}

	private static Optional<Figures.Anomaly> judge(DaySpend day, List<DaySpend> known) {
		LocalDate earliest = day.date().minusDays(HISTORY_DAYS);
		double[] usual = known.stream()
			.filter(other -> other.date().isBefore(day.date()) && !other.date().isBefore(earliest)
					&& isWeekend(other) == isWeekend(day))
			.mapToDouble(other -> other.costUsd().doubleValue())
			.toArray();
		if (usual.length < FEWEST) {
			return Optional.empty();
		}
		double median = median(usual);
		double spread = median(Arrays.stream(usual).map(cost -> Math.abs(cost - median)).toArray());
		double most = Math.max(TIMES * SCALE * spread, Math.max(FLOOR_PART * median, FLOOR_USD));
		return (Math.abs(day.costUsd().doubleValue() - median) > most)
				? Optional.of(new Figures.Anomaly(day.date(), day.costUsd(), amount(median))) : Optional.empty();
	}

	private static BigDecimal amount(double usd) {
		return BigDecimal.valueOf(usd).setScale(6, RoundingMode.HALF_EVEN);
	}

	private static double median(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	private static boolean isWeekend(DaySpend day) {
		DayOfWeek of = day.date().getDayOfWeek();
		return of == DayOfWeek.SATURDAY || of == DayOfWeek.SUNDAY;
	}

}
