package dev.serai.gateway.http.tomcat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

import dev.serai.gateway.http.tomcat.ConnectionCounts.Reason;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * A caller's connection with the phase of its current request and the phase's start.
 * Bytes pass {@link MessageFraming} before Tomcat reads them. Its limits use the
 * machine's clock, as those of the socket do.
 */
final class MonitoredSocket extends NioEndpoint.NioSocketWrapper {

	private final MessageFraming framing = new MessageFraming();

	private final ConnectionLimits limits;

	private final ConnectionCounts counts;

	private final @Nullable String site;

	private final Runnable closed;

	/** Written before the phase, whose volatile write publishes it. */
	private long since = System.nanoTime();

	private volatile Phase phase = Phase.NEW;

	private long bodyBytes;

	private boolean bodyGivenUp;

	/**
	 * @param site the address that the connection counts for; null when it is not counted
	 * @param closed called once, when the connection has ended
	 */
	MonitoredSocket(NioChannel channel, NioEndpoint endpoint, ConnectionLimits limits, ConnectionCounts counts,
			@Nullable String site, Runnable closed) {
		super(channel, endpoint);
		this.limits = limits;
		this.counts = counts;
		this.site = site;
		this.closed = closed;
	}

	Phase phase() {
		return this.phase;
	}

	/** Returns when the phase began, in {@link System#nanoTime}. */
	long since() {
		return this.since;
	}

	boolean isOf(String otherSite) {
		return otherSite.equals(this.site);
	}

	private void enter(Phase next) {
		if (this.phase != next) {
			this.since = System.nanoTime();
			this.phase = next;
		}
	}

	/** Marks the connection as idle after the answer. */
	void rest() {
		if (this.phase == Phase.SERVED) {
			enter(Phase.IDLE);
		}
	}

	@Override
	public int read(boolean block, ByteBuffer to) throws IOException {
		if (this.phase == Phase.BODY) {
			limitWait(block);
		}
		int start = to.position();
		int count = count(block, to);
		if (count <= 0) {
			return count;
		}
		int own = framed(to, start, start + count);
		if (own < count) {
			// The rest belongs to the next request and is returned by a later read.
			ByteBuffer rest = to.duplicate();
			rest.limit(start + count).position(start + own);
			unRead(rest);
			to.position(start + own);
		}
		return own;
	}

	private int count(boolean block, ByteBuffer to) throws IOException {
		try {
			return super.read(block, to);
		}
		catch (SocketTimeoutException ex) {
			giveBodyUp();
			throw ex;
		}
	}

	private int framed(ByteBuffer bytes, int from, int to) {
		try {
			int own = this.framing.take(bytes, from, to);
			if (this.framing.isInHead()) {
				enter(Phase.HEAD);
			}
			else if (!this.framing.isInBody()) {
				enter(Phase.SERVED);
			}
			else if (this.phase != Phase.BODY) {
				this.bodyBytes = 0;
				this.bodyGivenUp = false;
				enter(Phase.BODY);
			}
			else {
				this.bodyBytes += own;
			}
			return own;
		}
		catch (MessageFraming.BadFraming ex) {
			this.framing.refuse();
			this.counts.count(Reason.FRAMING);
			enter(Phase.SERVED);
			throw ex;
		}
	}

	/**
	 * Limits how long a thread waits for more of a body to the time that is left for it.
	 */
	private void limitWait(boolean block) throws SocketTimeoutException {
		long left = this.limits.bodyNanos(this.bodyBytes) - (System.nanoTime() - this.since);
		if (left <= 0 || this.bodyGivenUp) {
			giveBodyUp();
			throw new SocketTimeoutException();
		}
		if (block) {
			setReadTimeout(Math.max(1, Math.min(left / 1_000_000, getEndpoint().getConnectionTimeout())));
		}
	}

	private void giveBodyUp() {
		if (this.phase == Phase.BODY && !this.bodyGivenUp) {
			this.bodyGivenUp = true;
			this.counts.count(Reason.BODY_TIME);
		}
	}

	/** Closes the connection if receiving its request has taken too long. */
	void closeIfOverdue() {
		if (!isOverdue() || !getLock().tryLock()) {
			return;
		}
		try {
			if (!isOverdue() || isClosed() || (hasSaidMore() && !isLongOverdue())) {
				return;
			}
			switch (this.phase) {
				case NEW -> this.counts.count(Reason.SILENT);
				case HEAD -> {
					this.counts.count(Reason.HEAD_TIME);
					say(EarlyError.TOO_SLOW.answer("408 Request Timeout"));
				}
				default -> giveBodyUp();
			}
			close();
		}
		finally {
			getLock().unlock();
		}
	}

	private boolean isOverdue() {
		long age = System.nanoTime() - this.since;
		return switch (this.phase) {
			case NEW, HEAD -> age > this.limits.headTime().toNanos();
			// The reader of the body notices first and replies; this closes the
			// connection only later.
			case BODY -> age > this.limits.bodyNanos(this.bodyBytes) + this.limits.headTime().toNanos();
			case SERVED, IDLE -> false;
		};
	}

	/**
	 * A caller who sends byte after byte always has unread data, so that only a longer
	 * time counts.
	 */
	private boolean isLongOverdue() {
		return this.phase != Phase.NEW && System.nanoTime() - this.since > 2 * this.limits.headTime().toNanos();
	}

	/**
	 * Closes the connection to free its place, unless a request has arrived meanwhile.
	 * @param headNanos how long a head may be incomplete
	 * @return whether it was closed
	 */
	boolean giveWay(long headNanos) {
		if (!isDispensable(headNanos) || !getLock().tryLock()) {
			return false;
		}
		try {
			if (!isDispensable(headNanos) || isClosed() || hasSaidMore()) {
				return false;
			}
			this.counts.count((this.phase == Phase.IDLE) ? Reason.IDLE_GAVE_WAY : Reason.HEAD_GAVE_WAY);
			close();
			return true;
		}
		finally {
			getLock().unlock();
		}
	}

	/**
	 * Returns whether no request of the connection is being answered or soon will be.
	 * @param headNanos how long a head may be incomplete
	 */
	boolean isDispensable(long headNanos) {
		boolean slow = System.nanoTime() - this.since >= headNanos;
		return switch (this.phase) {
			case IDLE -> true;
			case HEAD -> slow;
			// Tomcat cannot close a connection before it is registered.
			case NEW -> slow && getSocket().getIOChannel() instanceof SocketChannel channel && channel.isRegistered();
			case BODY, SERVED -> false;
		};
	}

	/**
	 * Returns whether bytes have arrived that are still unread, as on a busy machine.
	 * They are not read here, because Tomcat is notified only of bytes in the system's
	 * buffer.
	 */
	private boolean hasSaidMore() {
		try {
			return getSocket().getIOChannel() instanceof SocketChannel channel
					&& channel.socket().getInputStream().available() > 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private void say(byte[] answer) {
		try {
			getSocket().write(ByteBuffer.wrap(answer));
		}
		catch (IOException ex) {
			// Ignored: the caller has closed the connection.
		}
	}

	@Override
	protected void doClose() {
		this.closed.run();
		super.doClose();
	}

	/** The phase of a connection's current request. */
	enum Phase {

		/** Nothing has been received. */
		NEW,
		/** A request's head has begun. */
		HEAD,
		/** The head is complete, and the body is not. */
		BODY,
		/** The request is complete and is being answered. */
		SERVED,
		/** It has been answered, and no other has begun. */
		IDLE

	}

}
