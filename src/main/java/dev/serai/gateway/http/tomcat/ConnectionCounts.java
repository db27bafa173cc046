package dev.serai.gateway.http.tomcat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts refused and closed connections by reason, for a meter and the log.
 */
public final class ConnectionCounts implements MeterBinder {

	/** How often {@link #report()} is to be called. */
	public static final Duration REPORT_INTERVAL = Duration.ofMinutes(1);

	private static final Logger LOG = LoggerFactory.getLogger(ConnectionCounts.class);

	/**
	 * The number per minute from which it is logged; slow networks and broken programs
	 * stay below.
	 */
	private static final long WORTH_A_WORD = 100;

	private final Map<Reason, LongAdder> counts = new EnumMap<>(Reason.class);

	private final Map<Reason, Long> reported = new EnumMap<>(Reason.class);

	public ConnectionCounts() {
		for (Reason reason : Reason.values()) {
			this.counts.put(reason, new LongAdder());
			this.reported.put(reason, 0L);
		}
	}

	void count(Reason reason) {
		adder(reason).increment();
	}

	public long of(Reason reason) {
		return adder(reason).sum();
	}

	private LongAdder adder(Reason reason) {
		return this.counts.computeIfAbsent(reason, missing -> new LongAdder());
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (Reason reason : Reason.values()) {
			FunctionCounter.builder("serai.connections.closed", adder(reason), LongAdder::sum)
				.tag("reason", reason.label())
				.description("Callers' connections that Serai refused or closed")
				.register(registry);
		}
	}

	/** Logs the counts since the last report, if there were many. */
	public void report() {
		StringBuilder said = new StringBuilder();
		long sum = 0;
		for (Reason reason : Reason.values()) {
			long now = of(reason);
			long before = this.reported.getOrDefault(reason, 0L);
			this.reported.put(reason, now);
			if (now > before) {
				sum += now - before;
				said.append(said.isEmpty() ? "" : ", ").append(reason.label()).append(' ').append(now - before);
			}
		}
		if (sum >= WORTH_A_WORD) {
			LOG.warn("{} connections were refused or closed in the last minute: {}", sum, said);
		}
	}

	/** Why a connection was refused or closed. */
	public enum Reason {

		/** Nothing was received. */
		SILENT,
		/** Receiving a request's head took too long. */
		HEAD_TIME,
		/** Receiving a request's body took too long. */
		BODY_TIME,
		/** The request's framing was ambiguous. */
		FRAMING,
		/** It was idle, and its place was needed. */
		IDLE_GAVE_WAY,
		/** Its request's head was incomplete, and its place was needed. */
		HEAD_GAVE_WAY,
		/** Its address had the maximum number of connections. */
		ADDRESS_LIMIT;

		/** Returns the name in meters and the log. */
		public String label() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
