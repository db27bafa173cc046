package dev.serai.faults;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/** Everything that is logged, Serai's own debugging included. */
final class HeardLogs extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private final Queue<String> lines = new ConcurrentLinkedQueue<>();

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final Logger serai = (Logger) LoggerFactory.getLogger("dev.serai");

	HeardLogs() {
		setContext(this.root.getLoggerContext());
		this.serai.setLevel(Level.DEBUG);
		start();
		this.root.addAppender(this);
	}

	@Override
	protected void append(ILoggingEvent event) {
		StringBuilder line = new StringBuilder(
				event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage());
		for (IThrowableProxy t = event.getThrowableProxy(); t != null; t = t.getCause()) {
			line.append(" | ").append(t.getClassName()).append(": ").append(t.getMessage());
		}
		this.lines.add(line.toString());
	}

	List<String> lines() {
		return List.copyOf(this.lines);
	}

	void forget() {
		this.lines.clear();
	}

	@Override
	public void close() {
		this.root.detachAppender(this);
		this.serai.setLevel(null);
	}

}
