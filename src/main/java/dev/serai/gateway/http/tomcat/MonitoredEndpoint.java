package dev.serai.gateway.http.tomcat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import dev.serai.gateway.access.Origins;
import dev.serai.gateway.http.tomcat.ConnectionCounts.Reason;
import dev.serai.gateway.http.tomcat.MonitoredSocket.Phase;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's listener with protection against slow and idle connections. It ends requests
 * whose head takes too long. When all places are taken, or all of one address, it closes
 * the connections that have been idle the longest, then those whose head has been
 * incomplete the longest; never one with a request that is being answered.
 */
final class MonitoredEndpoint extends NioEndpoint {

	private static final Log LOG = LogFactory.getLog(MonitoredEndpoint.class);

	private static final long WATCH_MILLIS = 250;

	/** How long to wait for a free place where none can be made. */
	private static final long FULL_MILLIS = 10;

	/**
	 * A head that takes longer loses its place to other callers: a normal one takes
	 * milliseconds, and on a busy machine a second.
	 */
	private static final long SLOW_HEAD_NANOS = Duration.ofSeconds(2).toNanos();

	/**
	 * Closes several connections at a time (1 / n), because finding them means checking
	 * all.
	 */
	private static final int SHARE_THAT_GIVES_WAY = 64;

	private final Map<String, Integer> perSite = new ConcurrentHashMap<>();

	private ConnectionLimits limits = new ConnectionLimits(Duration.ofSeconds(10), Duration.ofMinutes(1),
			Integer.MAX_VALUE, address -> false);

	private ConnectionCounts counts = new ConnectionCounts();

	private @Nullable ScheduledFuture<?> watch;

	/** Sets the limits; to be called before the endpoint starts. */
	void keep(ConnectionLimits newLimits, ConnectionCounts newCounts) {
		this.limits = newLimits;
		this.counts = newCounts;
	}

	@Override
	public void startInternal() throws Exception {
		super.startInternal();
		this.watch = getUtilityExecutor().scheduleWithFixedDelay(this::closeOverdue, WATCH_MILLIS, WATCH_MILLIS,
				TimeUnit.MILLISECONDS);
	}

	@Override
	public void stopInternal() {
		if (this.watch != null) {
			this.watch.cancel(false);
			this.watch = null;
		}
		super.stopInternal();
	}

	private void closeOverdue() {
		for (SocketWrapperBase<NioChannel> socket : this.connections.values()) {
			try {
				((MonitoredSocket) socket).closeIfOverdue();
			}
			catch (RuntimeException ex) {
				LOG.warn("A connection could not be closed", ex);
			}
		}
	}

	@Override
	protected void countUpOrAwaitConnection() throws InterruptedException {
		while (isRunning() && !isPaused() && isFull() && !makeRoom(null, getMaxConnections())) {
			Thread.sleep(FULL_MILLIS);
		}
		super.countUpOrAwaitConnection();
	}

	private boolean isFull() {
		return getMaxConnections() > 0 && getConnectionCount() >= getMaxConnections();
	}

	/**
	 * Closes some of the connections that may be closed.
	 * @param site the address whose connections to close; null for all
	 * @param places how many places there are
	 * @return whether there is room now
	 */
	private boolean makeRoom(@Nullable String site, int places) {
		// Where one address has too many connections, its own callers are the cause.
		long headNanos = (site == null) ? SLOW_HEAD_NANOS : 0;
		List<Candidate> candidates = new ArrayList<>();
		for (SocketWrapperBase<NioChannel> wrapper : this.connections.values()) {
			MonitoredSocket socket = (MonitoredSocket) wrapper;
			Phase phase = socket.phase();
			if (socket.isDispensable(headNanos) && (site == null || socket.isOf(site))) {
				candidates.add(new Candidate(socket, phase == Phase.IDLE, socket.since()));
			}
		}
		candidates.sort(Candidate.FIRST_TO_GO);
		int wanted = 1 + places / SHARE_THAT_GIVES_WAY;
		int gone = 0;
		for (Candidate candidate : candidates) {
			if (candidate.socket().giveWay(headNanos)) {
				gone++;
			}
			if (gone == wanted) {
				break;
			}
		}
		return gone > 0;
	}

	@Override
	protected boolean setSocketOptions(SocketChannel socket) {
		String site = null;
		try {
			String address = ((InetSocketAddress) socket.getRemoteAddress()).getAddress().getHostAddress();
			if (!this.limits.exempt().test(address)) {
				site = Origins.site(address);
				if (!takePlace(site)) {
					this.counts.count(Reason.ADDRESS_LIMIT);
					destroySocket(socket);
					return false;
				}
			}
			open(socket, site);
			return true;
		}
		catch (IOException | RuntimeException ex) {
			LOG.debug("A connection could not be set up: the caller has disconnected", ex);
			SocketWrapperBase<NioChannel> wrapper = this.connections.get(socket);
			if (wrapper != null) {
				wrapper.close();
			}
			else {
				leave(site);
				destroySocket(socket);
			}
			return false;
		}
	}

	private void open(SocketChannel socket, @Nullable String site) throws IOException {
		socket.configureBlocking(false);
		getSocketProperties().setProperties(socket.socket());
		NioChannel channel = (getNioChannels() != null) ? getNioChannels().pop() : null;
		if (channel == null) {
			SocketBufferHandler buffers = new SocketBufferHandler(getSocketProperties().getAppReadBufSize(),
					getSocketProperties().getAppWriteBufSize(), getSocketProperties().getDirectBuffer());
			channel = isSSLEnabled() ? new SecureNioChannel(buffers, this) : new NioChannel(buffers);
		}
		MonitoredSocket wrapper = new MonitoredSocket(channel, this, this.limits, this.counts, site, () -> leave(site));
		channel.reset(socket, wrapper);
		wrapper.setReadTimeout(getConnectionTimeout());
		wrapper.setWriteTimeout(getConnectionTimeout());
		wrapper.setKeepAliveLeft(getMaxKeepAliveRequests());
		this.connections.put(socket, wrapper);
		getPoller().register(wrapper);
	}

	private boolean takePlace(String site) {
		int places = this.limits.perAddress();
		if (this.perSite.merge(site, 1, Integer::sum) <= places) {
			return true;
		}
		if (makeRoom(site, places)) {
			return true;
		}
		leave(site);
		return false;
	}

	private void leave(@Nullable String site) {
		if (site != null) {
			this.perSite.computeIfPresent(site, (key, count) -> (count > 1) ? count - 1 : null);
		}
	}

	/** A snapshot of a connection, which may change meanwhile. */
	private record Candidate(MonitoredSocket socket, boolean idle, long since) {

		static final Comparator<Candidate> FIRST_TO_GO = (one, other) -> (one.idle != other.idle) ? (one.idle ? -1 : 1)
				: Long.signum(one.since - other.since);

	}

}
