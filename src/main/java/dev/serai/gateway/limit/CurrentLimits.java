package dev.serai.gateway.limit;

import java.time.Duration;

import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The limits that hold now, in memory, swapped whole. A change by any node holds here
 * within {@link #REFRESH_INTERVAL}; while the directory is down those known last hold on.
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
	 * The limits that hold now.
	 * @throws CallRefused 503 before they were read for the first time: nobody is let in
	 * by limits that are not known
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

	/** Reads them anew. Never fails. */
	public synchronized void refresh() {
		try {
			this.current = new Bounds(this.directory.list());
		}
		catch (CallRefused ex) {
			LOG.debug("The limits cannot be read; those known last hold on");
		}
		catch (RuntimeException ex) {
			// Thrown on, it would end the schedule that calls this.
			LOG.error("The limits cannot be read", ex);
		}
	}

}
