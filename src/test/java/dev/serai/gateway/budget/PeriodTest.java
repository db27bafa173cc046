package dev.serai.gateway.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** C01: a budget's window is neither doubled nor skipped, whatever the clocks do. */
class PeriodTest {

	/** From 2000 to 2100. */
	private static final long FIRST = 946_684_800L;

	private static final long LAST = 4_102_444_800L;

	@Provide
	Arbitrary<ZoneId> zones() {
		return Arbitraries.of(ZoneId.getAvailableZoneIds().stream().sorted().toList()).map(ZoneId::of);
	}

	@Property(tries = 3_000)
	void C01_windowsMeetWithoutGapOrOverlap(@ForAll Period period, @ForAll("zones") ZoneId zone,
			@ForAll @LongRange(min = FIRST, max = LAST) long second) {
		Instant at = Instant.ofEpochSecond(second);
		Window window = period.window(at, zone);
		assertThat(window.holds(at)).isTrue();
		assertThat(period.window(window.start(), zone)).isEqualTo(window);
		assertThat(period.window(window.end().minusNanos(1), zone)).isEqualTo(window);
		if (period != Period.TOTAL) {
			assertThat(period.window(window.end(), zone).start()).isEqualTo(window.end());
			assertThat(period.window(window.start().minusNanos(1), zone).end()).isEqualTo(window.start());
			Duration length = Duration.between(window.start(), window.end());
			assertThat(length).isBetween(switch (period) {
				case DAY -> Duration.ofHours(22);
				case WEEK -> Duration.ofDays(6).minusHours(2);
				default -> Duration.ofDays(27);
			}, switch (period) {
				case DAY -> Duration.ofHours(49);
				case WEEK -> Duration.ofDays(8);
				default -> Duration.ofDays(32);
			});
		}
	}

	@ParameterizedTest
	@CsvSource({ "DAY, 2026-03-29T12:00, 2026-03-29T00:00, 23", "DAY, 2026-10-25T12:00, 2026-10-25T00:00, 25",
			"DAY, 2028-02-29T23:59, 2028-02-29T00:00, 24", "WEEK, 2026-11-25T02:00, 2026-11-23T00:00, 168",
			"WEEK, 2026-03-29T23:00, 2026-03-23T00:00, 167", "MONTH, 2028-02-29T23:59, 2028-02-01T00:00, 696",
			"MONTH, 2026-02-28T23:59, 2026-02-01T00:00, 672", "MONTH, 2026-10-31T23:59, 2026-10-01T00:00, 745",
			"MONTH, 2026-12-31T23:59, 2026-12-01T00:00, 744" })
	void C01_aWindowBeginsByTheClockOnTheWall(Period period, LocalDateTime at, LocalDateTime start, long hours) {
		ZoneId berlin = ZoneId.of("Europe/Berlin");
		Window window = period.window(at.atZone(berlin).toInstant(), berlin);
		assertThat(window.start()).isEqualTo(ZonedDateTime.of(start, berlin).toInstant());
		assertThat(Duration.between(window.start(), window.end())).isEqualTo(Duration.ofHours(hours));
	}

}
