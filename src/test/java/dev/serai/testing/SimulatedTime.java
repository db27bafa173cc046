package dev.serai.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

import dev.serai.platform.clock.NanoClock;

import org.springframework.context.support.GenericApplicationContext;

/**
 * The time of a gateway that stands still until a test moves it on. The program's two
 * clocks move together.
 */
public final class SimulatedTime {

	private final Instant start;

	private final AtomicLong nanos = new AtomicLong();

	public SimulatedTime(Instant start) {
		this.start = start;
	}

	public Instant now() {
		return this.start.plusNanos(this.nanos.get());
	}

	public void pass(Duration time) {
		this.nanos.addAndGet(time.toNanos());
	}

	private Clock clock() {
		return ((InstantSource) this::now).withZone(ZoneOffset.UTC);
	}

	/** The program's parts are given these clocks instead of its own. */
	void replaceClocks(GenericApplicationContext context) {
		context.registerBean("simulatedClock", Clock.class, this::clock, bean -> bean.setPrimary(true));
		context.registerBean("simulatedNanoClock", NanoClock.class, () -> this.nanos::get,
				bean -> bean.setPrimary(true));
	}

}
