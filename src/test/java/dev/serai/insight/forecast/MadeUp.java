package dev.serai.insight.forecast;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;

/** Traffic that nobody had: longer than any that was recorded, always the same. */
final class MadeUp {

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

	/** A Monday. */
	private static final Instant START = Instant.parse("2026-01-04T23:00:00Z");

	private MadeUp() {
	}

	/**
	 * Eight weeks of a company's hours: busy by day, quiet at weekends, growing by 2 % a
	 * week, with noise and with an outage of six hours every other week.
	 */
	static Series officeHours() {
		Random random = new Random(20260104);
		double[] hours = new double[8 * 7 * 24];
		for (int i = 0; i < hours.length; i++) {
			int hour = i % 24;
			boolean weekend = i / 24 % 7 >= 5;
			double usual = 100 + ((hour >= 8 && hour < 18) ? 900 : 0) + ((hour == 12) ? -200 : 0);
			double growth = 1 + 0.02 * i / (7 * 24);
			double noise = 1 + 0.2 * Math.max(-3, Math.min(3, random.nextGaussian()));
			boolean outage = i / (7 * 24) % 2 == 1 && i % (7 * 24) >= 57 && i % (7 * 24) < 63;
			hours[i] = outage ? 0 : usual * growth * noise * (weekend ? 0.3 : 1);
		}
		return Series.hours(BERLIN, START, hours);
	}

	/**
	 * Half a year of its days: weekends at a third, growing by 2 % a week, with noise.
	 */
	static Series days() {
		Random random = new Random(20260105);
		double[] days = new double[26 * 7];
		for (int i = 0; i < days.length; i++) {
			double noise = 1 + 0.15 * Math.max(-3, Math.min(3, random.nextGaussian()));
			days[i] = 1000 * (1 + 0.02 * i / 7) * ((i % 7 >= 5) ? 0.33 : 1) * noise;
		}
		return Series.days(BERLIN, START, days);
	}

}
