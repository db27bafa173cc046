package dev.serai.gateway.limit;

import java.time.Duration;

import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The current limits in memory, replaced as a whole. A change by any node takes effect
 * here within {@link #REFRESH_INTERVAL}; while the directory is unavailable the last
 * known limits apply.
 */
public final class CurrentLimits {

	/** How often {@link #refresh()} is to be called. */
	public static final Duration REFRESH_INTERVAL = Duration.ofSeconds(2);

	private static final Logger LOG = LoggerFactory.getLogger(CurrentLimits.class);

	private final LimitDirectory directory;

	private volatile @Nullable Bounds current;

	public CurrentLimits(LimitDirectory directory) {
		this.directory = directory;
	}

	/**
	 * Returns the current limits.
	 * @throws CallRefused 503 before they were read for the first time: no call is
	 * admitted while the limits are unknown
	 */
	Bounds get() {
		Bounds bounds = this.current;
		return (bounds != null) ? bounds : first();
	}

	private synchronized Bounds first() {
		if (this.current == null) {
			refresh();
		}
		Bounds bounds = this.current;
		if (bounds == null) {
			throw ApiError
				.unavailable("dependency_unavailable", "The limits cannot be read now. Try again.",
						Duration.ofSeconds(1))
				.refused();
		}
		return bounds;
	}

	/** Reads the limits again. Never throws. */
	public synchronized void refresh() {
		try {
			this.current = new Bounds(this.directory.list());
		}
		catch (CallRefused ex) {
			LOG.debug("The limits cannot be read; the last known ones stay in force");
		}
		catch (RuntimeException ex) {
			// Rethrown, it would end the schedule that calls this.
			LOG.error("The limits cannot be read", ex);
		}
	}

}
