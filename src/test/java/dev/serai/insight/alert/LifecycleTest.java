package dev.serai.insight.alert;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LifecycleTest {

	private static final Instant NOW = Instant.parse("2026-03-01T07:00:00Z");

	private static final BigDecimal LIMIT = BigDecimal.TEN;

	private static Rule rule(Kind kind, @Nullable Duration remindAfter) {
		return new Rule(UUID.randomUUID(), "r", kind, null, kind.usual(), Severity.WARNING, List.of(), remindAfter,
				true, NOW);
	}

	/** What is found of a value, as sources do. */
	private static List<Sighting> seen(double value) {
		BigDecimal exact = BigDecimal.valueOf(value);
		return Kind.ERROR_RATE.lingers(exact, LIMIT)
				? List.of(new Sighting("s", null, exact.compareTo(LIMIT) >= 0, "much", exact, LIMIT, Map.of()))
				: List.of();
	}

	/** Goes through values and notes what changes. */
	private static final class Course {

		private final Rule rule = rule(Kind.ERROR_RATE, null);

		private final List<Change> told = new ArrayList<>();

		private @Nullable OpenAlert open;

		void value(double value) {
			for (Change change : Lifecycle.changes(this.rule, (this.open != null) ? List.of(this.open) : List.of(),
					seen(value), NOW)) {
				OpenAlert before = this.open;
				this.open = switch (change) {
					case Change.Raise raise -> new OpenAlert(UUID.randomUUID(), "s", 0, NOW, false);
					case Change.Calm calm -> new OpenAlert(calm.alert(), "s", calm.times(), NOW, false);
					case Change.Keep keep -> new OpenAlert(keep.alert(), "s", 0, NOW, false);
					case Change.Remind remind -> before;
					case Change.Resolve resolve -> null;
				};
				if (change instanceof Change.Raise || change instanceof Change.Resolve) {
					this.told.add(change);
				}
			}
		}

	}

	@Property
	void whatWaversAboutTheThresholdIsOneAlert(
			@ForAll @Size(min = 1, max = 200) List<@DoubleRange(min = 8, max = 12) Double> values) {
		Course course = new Course();
		values.forEach(course::value);
		boolean reached = values.stream().anyMatch(value -> value >= 10);
		assertThat(course.told).hasSize(reached ? 1 : 0);
	}

	@Property
	void aFewCalmMomentsResolveNothing(@ForAll @IntRange(min = 1, max = 50) int rounds) {
		Course course = new Course();
		for (int i = 0; i < rounds; i++) {
			course.value(20);
			course.value(0);
			course.value(0);
		}
		assertThat(course.told).hasSize(1);
		course.value(0);
		assertThat(course.told).last().isInstanceOf(Change.Resolve.class);
	}

	@Property
	void raisingAndResolvingTakeTurns(@ForAll @Size(max = 200) List<@DoubleRange(min = 0, max = 20) Double> values) {
		Course course = new Course();
		values.forEach(course::value);
		for (int i = 0; i < course.told.size(); i++) {
			assertThat(course.told.get(i)).isInstanceOf((i % 2 == 0) ? Change.Raise.class : Change.Resolve.class);
		}
	}

	@Test
	void aFactEndsAtOnce() {
		OpenAlert open = new OpenAlert(UUID.randomUUID(), "s", 0, NOW, false);
		assertThat(Lifecycle.changes(rule(Kind.BREAKER_OPEN, null), List.of(open), List.of(), NOW))
			.containsExactly(new Change.Resolve(open.id()));
	}

	@Test
	void remindsOnlyWhoDoesNotKnowAndOnlyWhileItFires() {
		Rule rule = rule(Kind.ERROR_RATE, Duration.ofHours(1));
		Instant later = NOW.plus(Duration.ofHours(1));
		OpenAlert open = new OpenAlert(UUID.randomUUID(), "s", 0, NOW, false);
		OpenAlert known = new OpenAlert(UUID.randomUUID(), "s", 0, NOW, true);
		assertThat(Lifecycle.changes(rule, List.of(open), seen(11), later)).hasOnlyElementsOfType(Change.Remind.class);
		assertThat(Lifecycle.changes(rule, List.of(open), seen(9), later)).hasOnlyElementsOfType(Change.Keep.class);
		assertThat(Lifecycle.changes(rule, List.of(open), seen(11), later.minusMillis(1)))
			.hasOnlyElementsOfType(Change.Keep.class);
		assertThat(Lifecycle.changes(rule, List.of(known), seen(11), later)).hasOnlyElementsOfType(Change.Keep.class);
	}

}
