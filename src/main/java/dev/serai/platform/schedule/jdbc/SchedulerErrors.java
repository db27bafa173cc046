package dev.serai.platform.schedule.jdbc;

import java.sql.SQLException;

import dev.serai.platform.database.Database;
import dev.serai.platform.error.CallRefused;
import org.quartz.SchedulerException;
import org.quartz.listeners.SchedulerListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;

/** Logs the scheduler's errors, except those of a database that is down. */
final class SchedulerErrors extends SchedulerListenerSupport {

	private static final Logger LOG = LoggerFactory.getLogger(SchedulerErrors.class);

	@Override
	public void schedulerError(String message, SchedulerException error) {
		if (!(NestedExceptionUtils.getMostSpecificCause(error) instanceof SQLException cause
				&& Database.refusalOr(Database.unreadable(cause)) instanceof CallRefused)) {
			LOG.error(message, error);
		}
	}

}
