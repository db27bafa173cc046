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
 * A caller's connection, which knows how far its present request is and since when. Bytes
 * pass {@link MessageFraming} before Tomcat sees them. Its limits are in the machine's
 * time, like those of the socket.
 */
final class MonitoredSocket extends NioEndpoint.NioSocketWrapper {

	private final MessageFraming framing = new MessageFraming();

	private final ConnectionLimits limits;

	private final ConnectionCounts counts;

	private final @Nullable String site;

	private final Runnable closed;

	/** Written before the phase, which makes it visible. */
	private long since = System.nanoTime();

	private volatile Phase phase = Phase.NEW;

	private long bodyBytes;

	private boolean bodyGivenUp;

	/**
	 * @param site what the connection counts for; null when it is not counted
	 * @param closed is told once, when the connection has ended
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

	/** In {@link System#nanoTime}, when the phase began. */
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

	/** The answer has been given, and the connection is kept for another request. */
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
			// Of the next request: Tomcat is shown it when it asks for that.
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

	/** A thread that waits for more of a body waits no longer than the body may take. */
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

	/** Ends the connection if its request has been coming for too long. */
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
			// Who reads the body notices first, and answers.
			case BODY -> age > this.limits.bodyNanos(this.bodyBytes) + this.limits.headTime().toNanos();
			case SERVED, IDLE -> false;
		};
	}

	/** Who sends byte after byte has always sent one more. */
	private boolean isLongOverdue() {
		return this.phase != Phase.NEW && System.nanoTime() - this.since > 2 * this.limits.headTime().toNanos();
	}

	/**
	 * Ends the connection so that another can have its place, unless a request has come
	 * meanwhile.
	 * @param headNanos how long a head may be incomplete and stay
	 * @return whether it did
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
	 * Whether no request is being answered, or may soon be, that came on the connection.
	 * @param headNanos how long a head may be incomplete and stay
	 */
	boolean isDispensable(long headNanos) {
		boolean slow = System.nanoTime() - this.since >= headNanos;
		return switch (this.phase) {
			case IDLE -> true;
			case HEAD -> slow;
			// Before Tomcat listens to it, it would not bear to be closed.
			case NEW -> slow && getSocket().getIOChannel() instanceof SocketChannel channel && channel.isRegistered();
			case BODY, SERVED -> false;
		};
	}

	/**
	 * Whether bytes have come that nobody has looked at yet, as on a busy machine. They
	 * stay where they are, for Tomcat is only told of those in the system's buffer.
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
			// The caller has gone, which is as well.
		}
	}

	@Override
	protected void doClose() {
		this.closed.run();
		super.doClose();
	}

	/** How far a connection's present request is. */
	enum Phase {

		/** Nothing has come on the connection. */
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
