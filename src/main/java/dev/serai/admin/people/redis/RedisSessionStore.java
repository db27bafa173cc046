package dev.serai.admin.people.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import dev.serai.admin.people.SessionStore;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.redis.Redis;
import dev.serai.platform.redis.RedisUnavailable;
import dev.serai.platform.redis.Script;
import org.jspecify.annotations.Nullable;

/**
 * Stores entries in Redis, for all nodes. Sorted sets index their names by expiry: one
 * for each owner, and one for all entries when their total is limited.
 */
public final class RedisSessionStore implements SessionStore {

	private static final Script KEEP = Script.of(RedisSessionStore.class, "keep.lua");

	private final Redis redis;

	private final String prefix;

	private final Limits limits;

	/**
	 * @param prefix of the keys in Redis; each store has its own
	 */
	public RedisSessionStore(Redis redis, String prefix, Limits limits) {
		this.redis = redis;
		this.prefix = prefix;
		this.limits = limits;
	}

	@Override
	public void put(String name, String owner, byte[] content, Duration life) {
		keep(name, owner, content, life, false);
	}

	@Override
	public void renew(String name, String owner, byte[] content, Duration life) {
		keep(name, owner, content, life, true);
	}

	private void keep(String name, String owner, byte[] content, Duration life, boolean onlyIfThere) {
		String[] keys = (this.limits.inAll() == Limits.UNLIMITED) ? new String[] { key(name), ofOwner(owner) }
				: new String[] { key(name), ofOwner(owner), this.prefix + "all" };
		ask(() -> this.redis.run(KEEP, keys, content, number(life.toMillis()), Redis.bytes(name),
				Redis.bytes(this.prefix), number(onlyIfThere ? 1 : 0), number(this.limits.perOwner()),
				number(this.limits.inAll())));
	}

	@Override
	public Optional<byte[]> get(String name) {
		return Optional.ofNullable(ask(() -> this.redis.ask(commands -> commands.get(key(name)))));
	}

	@Override
	public Optional<byte[]> take(String name) {
		return Optional.ofNullable(ask(() -> this.redis.ask(commands -> commands.getdel(key(name)))));
	}

	@Override
	public void remove(String name, String owner) {
		ask(() -> this.redis.ask(commands -> commands.del(key(name))));
		ask(() -> this.redis.ask(commands -> commands.zrem(ofOwner(owner), Redis.bytes(name))));
	}

	private String key(String name) {
		return this.prefix + name;
	}

	private String ofOwner(String owner) {
		return this.prefix + "of:" + owner;
	}

	private static byte[] number(long number) {
		return Redis.bytes(Long.toString(number));
	}

	private static <T extends @Nullable Object> T ask(Supplier<T> question) {
		try {
			return question.get();
		}
		catch (RedisUnavailable ex) {
			throw ApiError
				.unavailable("sessions_unavailable", "Sessions cannot be read now. Try again, or use the admin key.",
						Duration.ofSeconds(1))
				.refused();
		}
	}

}
