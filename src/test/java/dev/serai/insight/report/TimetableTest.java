package dev.serai.insight.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TimetableTest {

	private static final String[] ZONES = { "UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu",
			"Africa/Cairo", "America/Sao_Paulo", "Pacific/Apia", "Australia/Lord_Howe" };

	@ParameterizedTest
	@DisplayName("C01: days, weeks and months are those of the report's own clock")
	@CsvSource({
			// The clock is put forward, back; the month before a leap day; the year's
			// turn.
			"DAILY, Europe/Berlin, 2026-03-30T05:00:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z, 2026-03-31T05:00:00Z",
			"DAILY, Europe/Berlin, 2026-10-26T06:00:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z, 2026-10-27T06:00:00Z",
			"MONTHLY, UTC, 2028-03-01T07:00:00Z, 2028-02-01T00:00:00Z, 2028-03-01T00:00:00Z, 2028-04-01T07:00:00Z",
			"DAILY, UTC, 2028-03-01T07:00:00Z, 2028-02-29T00:00:00Z, 2028-03-01T00:00:00Z, 2028-03-02T07:00:00Z",
			"MONTHLY, America/New_York, 2027-01-01T12:00:00Z, 2026-12-01T05:00:00Z, 2027-01-01T05:00:00Z, 2027-02-01T12:00:00Z",
			"WEEKLY, Asia/Kathmandu, 2026-11-23T01:15:00Z, 2026-11-15T18:15:00Z, 2026-11-22T18:15:00Z, 2026-11-30T01:15:00Z" })
	void periodsGoByTheirOwnClock(Frequency frequency, String zone, Instant due, Instant start, Instant end,
			Instant next) {
		Timetable timetable = new Timetable(frequency, ZoneId.of(zone), 7);
		assertThat(timetable.due(due)).isEqualTo(new Span(start, end));
		assertThat(timetable.due(due.minusMillis(1))).isEqualTo(timetable.before(new Span(start, end)));
		assertThat(timetable.next(due.minusMillis(1))).isEqualTo(due);
		assertThat(timetable.next(due)).isEqualTo(next);
	}

	@Property(tries = 2000)
	@Label("C01, P19: each period is due once, after it is over, whatever the clocks do")
	void eachPeriodIsDueOnce(@ForAll Frequency frequency, @ForAll @IntRange(max = 23) int hour,
			@ForAll @IntRange(max = 7) int zone,
			@ForAll @LongRange(min = 946_684_800, max = 4_102_444_800L) long second) {
		Timetable timetable = new Timetable(frequency, ZoneId.of(ZONES[zone]), hour);
		Instant now = Instant.ofEpochSecond(second);
		Instant next = timetable.next(now);
		Span due = timetable.due(next);
		assertThat(next).isAfter(now).isAfterOrEqualTo(due.end().plus(Duration.ofMinutes(15)));
		assertThat(timetable.due(now)).as("the one before").isEqualTo(timetable.before(due));
		assertThat(timetable.due(timetable.next(next)).start()).as("no gap, no overlap").isEqualTo(due.end());
		assertThat(timetable.closed(now).end()).isBeforeOrEqualTo(now);
		assertThat(LocalDate.ofInstant(due.start(), timetable.zone()))
			.isBefore(LocalDate.ofInstant(due.end(), timetable.zone()));
	}

}
