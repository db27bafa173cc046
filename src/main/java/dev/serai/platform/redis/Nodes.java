package dev.serai.platform.redis;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * How many nodes share this Redis. Each says every {@link #INTERVAL} that it is there;
 * one that has not been heard of for {@link #GONE_AFTER} is gone, and no longer counted
 * as long after. While Redis is down the number known last holds. The nodes keep the
 * machine's time, by which Redis tells how long ago they were heard of.
 */
public final class Nodes {

	/** How often {@link #beat()} is to be called. */
	public static final Duration INTERVAL = Duration.ofSeconds(2);

	static final Duration GONE_AFTER = Duration.ofSeconds(10);

	private static final String KEY = "serai:nodes";

	private static final Script BEAT = Script.of(Nodes.class, "beat.lua");

	private static final long NEVER = Long.MIN_VALUE;

	private final Redis redis;

	private final int least;

	private final String name = UUID.randomUUID().toString();

	private volatile int count;

	/** Since when fewer were heard of than are counted. */
	private long fewerSince = NEVER;

	/**
	 * @param least how many there are at the least, this one included: all that is known
	 * before Redis was reached
	 */
	public Nodes(Redis redis, int least) {
		this.redis = redis;
		this.least = Math.max(1, least);
		this.count = this.least;
	}

	/** The nodes, this one included. */
	public int count() {
		return this.count;
	}

	/** Says that this node is there, and learns who else is. One thread's task. */
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
	 * A Redis that has lost everything has not heard of the others yet: fewer are not
	 * believed at once.
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

	/** This node goes. */
	public void leave() {
		try {
			this.redis.ask(commands -> commands.zrem(KEY, Redis.bytes(this.name)));
		}
		catch (RedisUnavailable ex) {
			// It will be missed soon enough.
		}
	}

}
