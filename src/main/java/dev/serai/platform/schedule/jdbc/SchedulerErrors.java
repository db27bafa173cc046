package dev.serai.platform.schedule.jdbc;

import java.sql.SQLException;

import dev.serai.platform.database.Database;
import dev.serai.platform.error.CallRefused;
import org.quartz.SchedulerException;
import org.quartz.listeners.SchedulerListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the scheduler's errors, except those of a database that is down. */
final class SchedulerErrors extends SchedulerListenerSupport {

	private static final Logger LOG = LoggerFactory.getLogger(SchedulerErrors.class);

	@Override
	public void schedulerError(String message, SchedulerException error) {
		if (!isOutage(error)) {
			LOG.error(message, error);
		}
	}

	/** A driver's error may have causes of its own, such as the network's. */
	private static boolean isOutage(Throwable error) {
		for (Throwable cause = error; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException sql
					&& Database.refusalOr(Database.unreadable(sql)) instanceof CallRefused) {
				return true;
			}
		}
		return false;
	}

}
