package dev.serai.platform.schedule.jdbc;

import java.util.Map;

import javax.sql.DataSource;

import dev.serai.platform.config.AtStop;
import dev.serai.platform.start.Node;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.DefaultThreadExecutor;
import org.quartz.impl.DirectSchedulerFactory;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdScheduler;
import org.quartz.simpl.SimpleThreadPool;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The scheduler of all routes that begin with {@code quartz:}. Camel finds it, and starts
 * it when all routes have started.
 */
@Configuration(proxyBeanMethods = false)
class ScheduleConfiguration {

	/** Common to all nodes. */
	private static final String NAME = "serai";

	/** As many as Serai has jobs: a long one must not delay another. */
	private static final int THREADS = 6;

	@Bean(destroyMethod = "")
	StdScheduler scheduler(DataSource dataSource, Node node) throws SchedulerException {
		SimpleThreadPool threads = new SimpleThreadPool(THREADS, Thread.NORM_PRIORITY) {

			@Override
			public void shutdown(boolean waitForJobs) {
				// A job that Camel no longer waits for is left to another node.
				super.shutdown(false);
			}

		};
		threads.setThreadNamePrefix("job");
		threads.setMakeThreadsDaemons(true);
		DirectSchedulerFactory quartz = DirectSchedulerFactory.getInstance();
		// The node's id stays after a restart, so that it frees at once what it held
		// before.
		quartz.createScheduler(NAME, node.id().toString(), threads, new DefaultThreadExecutor(),
				new ClusterJobStore(dataSource), Map.of(), null, 0, 0, 0, false, null, 1, 0, true);
		Scheduler scheduler = quartz.getScheduler(NAME);
		// Another node in this JVM has a scheduler of the same name.
		SchedulerRepository.getInstance().remove(NAME);
		scheduler.getListenerManager().addSchedulerListener(new SchedulerErrors());
		return (StdScheduler) scheduler;
	}

	/** From then on, this node takes no job that its routes could no longer run. */
	@Bean
	AtStop noMoreJobs(StdScheduler scheduler) {
		return new AtStop(AtStop.Moment.BEFORE_THE_SERVER_WAITS, scheduler::standby);
	}

	/**
	 * Waits for the scheduler's own thread, which must not be left between two steps of a
	 * job.
	 */
	@Bean
	DisposableBean endOfJobs(StdScheduler scheduler) {
		return () -> scheduler.shutdown(true);
	}

}
