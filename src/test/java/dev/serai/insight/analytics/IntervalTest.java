package dev.serai.insight.analytics;

import java.time.Instant;
import java.time.ZoneId;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class IntervalTest {

	/** In Berlin the 29th of March 2026 has 23 hours, the 25th of October 25. */
	@ParameterizedTest
	@CsvSource(textBlock = """
			HOUR,  Europe/Berlin,     2026-03-29T01:30:00Z, 2026-03-29T01:00:00Z, 2026-03-29T02:00:00Z
			HOUR,  Asia/Kolkata,      2026-03-29T01:30:00Z, 2026-03-29T01:00:00Z, 2026-03-29T02:00:00Z
			DAY,   UTC,               2026-03-29T23:59:59Z, 2026-03-29T00:00:00Z, 2026-03-30T00:00:00Z
			DAY,   Europe/Berlin,     2026-03-29T10:00:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z
			DAY,   Europe/Berlin,     2026-10-25T22:59:59Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z
			DAY,   Asia/Kolkata,      2026-03-29T18:30:00Z, 2026-03-29T18:30:00Z, 2026-03-30T18:30:00Z
			DAY,   America/Sao_Paulo, 2018-11-04T12:00:00Z, 2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z
			WEEK,  UTC,               2026-03-29T12:00:00Z, 2026-03-23T00:00:00Z, 2026-03-30T00:00:00Z
			WEEK,  Europe/Berlin,     2026-03-29T22:00:00Z, 2026-03-29T22:00:00Z, 2026-04-05T22:00:00Z
			MONTH, Europe/Berlin,     2026-03-15T12:00:00Z, 2026-02-28T23:00:00Z, 2026-03-31T22:00:00Z
			MONTH, UTC,               2024-02-29T12:00:00Z, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z
			""")
	void holdsAMomentFromItsBeginningToTheNext(Interval interval, String zone, Instant moment, Instant start,
			Instant next) {
		ZoneId clock = ZoneId.of(zone);
		assertThat(interval.start(moment, clock)).isEqualTo(start);
		assertThat(interval.next(moment, clock)).isEqualTo(next);
		assertThat(interval.start(next, clock)).isEqualTo(next);
		assertThat(interval.start(next.minusMillis(1), clock)).isEqualTo(start);
	}

}
