package dev.serai.platform.schedule.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.quartz.JobDetail;
import org.quartz.JobPersistenceException;
import org.quartz.Trigger.TriggerState;
import org.quartz.TriggerKey;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.spi.OperableTrigger;

/**
 * Quartz's clustered job store on a database that may be down when the program starts.
 * Jobs wait in memory until the node checks in. A job that another node, or an earlier
 * run, has stored with the same schedule keeps its next time.
 */
@SuppressWarnings("unchecked") // JobStoreTX overrides a generic method without its type.
final class ClusterJobStore extends JobStoreTX {

	private static final long RETRY_MS = 5_000;

	private final DataSource source;

	private final Map<JobDetail, OperableTrigger> waiting = new ConcurrentHashMap<>();

	ClusterJobStore(DataSource source) {
		this.source = source;
		// Quartz demands a name, and looks it up only where getConnection is its own.
		setDataSource("serai");
		setTablePrefix("quartz_");
		// The data of jobs are text, never serialised objects.
		setUseProperties("true");
		setIsClustered(true);
		setMakeThreadsDaemons(true);
		setDbRetryInterval(RETRY_MS);
		this.delegateClass = PostgreSQLDelegate.class;
	}

	@Override
	protected Connection getConnection() throws JobPersistenceException {
		Connection connection = null;
		try {
			connection = this.source.getConnection();
			connection.setAutoCommit(false);
			return connection;
		}
		catch (SQLException ex) {
			closeConnection(connection);
			throw new JobPersistenceException("No connection to the database", ex);
		}
	}

	/** Camel asks this when a route starts, and schedules its job where there is none. */
	@Override
	public @Nullable OperableTrigger retrieveTrigger(TriggerKey key) {
		return null;
	}

	@Override
	public void storeJobAndTrigger(JobDetail job, OperableTrigger trigger) {
		this.waiting.put(job, trigger);
	}

	/** Repeated by Quartz until the database can be reached and has the schema. */
	@Override
	protected boolean doCheckin() throws JobPersistenceException {
		boolean changed = super.doCheckin();
		for (Map.Entry<JobDetail, OperableTrigger> schedule : this.waiting.entrySet()) {
			changed |= store(schedule.getKey(), schedule.getValue());
			this.waiting.remove(schedule.getKey());
		}
		return changed;
	}

	/** Returns whether this is a new job or a new schedule. */
	private boolean store(JobDetail job, OperableTrigger trigger) throws JobPersistenceException {
		return executeInNonManagedTXLock(LOCK_TRIGGER_ACCESS, connection -> {
			TriggerState state = getTriggerState(connection, trigger.getKey());
			// The data of Camel's jobs contain the schedule.
			if (state != TriggerState.NONE && state != TriggerState.ERROR
					&& retrieveJob(connection, job.getKey()).getJobDataMap().equals(job.getJobDataMap())) {
				return false;
			}
			storeJob(connection, job, true);
			storeTrigger(connection, trigger, job, true, STATE_WAITING, false, false);
			return true;
		}, null);
	}

}
