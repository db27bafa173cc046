package dev.serai.platform.redis;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Counts the nodes that share this Redis. Each node reports every {@link #INTERVAL}. A
 * node without a report for {@link #GONE_AFTER} is gone, and is no longer counted after
 * the same time again. While Redis is down, the last known number is used. Uses real
 * time, by which Redis measures the age of reports.
 */
public final class Nodes {

	/** The interval between calls of {@link #beat()}. */
	public static final Duration INTERVAL = Duration.ofSeconds(2);

	static final Duration GONE_AFTER = Duration.ofSeconds(10);

	private static final String KEY = "serai:nodes";

	private static final Script BEAT = Script.of(Nodes.class, "beat.lua");

	private static final long NEVER = Long.MIN_VALUE;

	private final Redis redis;

	private final int least;

	private final String name = UUID.randomUUID().toString();

	private volatile int count;

	/** Since when fewer nodes have reported than are counted. */
	private long fewerSince = NEVER;

	/**
	 * @param least the minimum number of nodes, including this one; used until Redis is
	 * reached
	 */
	public Nodes(Redis redis, int least) {
		this.redis = redis;
		this.least = Math.max(1, least);
		this.count = this.least;
	}

	/** Returns the number of nodes, including this one. */
	public int count() {
		return this.count;
	}

	/** Reports this node and reads the number of others. Called by one thread. */
	public void beat() {
		try {
			List<?> answer = (List<?>) this.redis.run(BEAT, new String[] { KEY }, Redis.bytes(this.name),
					Redis.bytes(Long.toString(GONE_AFTER.toMillis())));
			heard(Math.max(this.least, ((Number) answer.getFirst()).intValue()));
		}
		catch (RedisUnavailable ex) {
			this.fewerSince = NEVER;
		}
	}

	/**
	 * After losing its data, Redis does not know the other nodes yet, so a smaller number
	 * is accepted only after a delay.
	 */
	private void heard(int alive) {
		long now = System.nanoTime();
		if (alive >= this.count) {
			this.count = alive;
			this.fewerSince = NEVER;
		}
		else if (this.fewerSince == NEVER) {
			this.fewerSince = now;
		}
		else if (now - this.fewerSince > GONE_AFTER.toNanos()) {
			this.count = alive;
			this.fewerSince = NEVER;
		}
	}

	/** Removes this node. */
	public void leave() {
		try {
			this.redis.ask(commands -> commands.zrem(KEY, Redis.bytes(this.name)));
		}
		catch (RedisUnavailable ex) {
			// The report expires soon anyway.
		}
	}

}
