package dev.serai.gateway.limit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.serai.gateway.limit.Verdict.Kind;
import dev.serai.gateway.limit.Verdict.ReachedLimit;
import dev.serai.platform.redis.Redis;
import dev.serai.platform.redis.RedisUnavailable;
import dev.serai.platform.redis.Script;
import org.jspecify.annotations.Nullable;

/**
 * The tallies of all nodes, in Redis. One script checks all limits of a call and admits
 * it. Concurrent calls are leases that expire unless their node renews them.
 */
final class SharedTallies {

	/** How long a call counts as concurrent after its node last renewed it. */
	static final Duration LEASE = Duration.ofSeconds(30);

	private static final Script TAKE = Script.of(SharedTallies.class, "window.lua", "take.lua");

	private static final Script TELL = Script.of(SharedTallies.class, "window.lua", "tell.lua");

	private static final Script LEAVE = Script.of(SharedTallies.class, "window.lua", "leave.lua");

	private static final Script KEEP = Script.of(SharedTallies.class, "keep.lua");

	private static final Script BORN = Script.of(SharedTallies.class, "window.lua", "born.lua");

	private static final String BORN_KEY = "serai:limits";

	private static final byte[] LEASE_MILLIS = number(LEASE.toMillis());

	private static final int LOST = 2;

	private static final long SECOND = 1_000;

	private final Redis redis;

	SharedTallies(Redis redis) {
		this.redis = redis;
	}

	/**
	 * Admits a call by all of its bounds, or not at all.
	 * @param asked tokens, for each bound
	 * @param known the known epoch of each tally; empty when none
	 * @throws RedisUnavailable when the result is unknown; the call may have been
	 * admitted, which {@link #leave} undoes
	 */
	Answer take(UUID call, List<Bound> bounds, long[] asked, String[] known) {
		byte[][] values = new byte[3 + 5 * bounds.size()][];
		values[0] = id(call);
		values[1] = LEASE_MILLIS;
		values[2] = epoch(call);
		for (int i = 0; i < bounds.size(); i++) {
			Bound bound = bounds.get(i);
			int at = 3 + 5 * i;
			values[at] = number(bound.requests());
			values[at + 1] = number(bound.tokens());
			values[at + 2] = number(bound.calls());
			values[at + 3] = number(asked[i]);
			values[at + 4] = Redis.bytes(known[i]);
		}
		String[] keys = keys(bounds, 1);
		keys[keys.length - 1] = BORN_KEY;
		return Answer.of(bounds, (List<?>) this.redis.run(TAKE, keys, values));
	}

	/**
	 * Returns since when Redis has counted.
	 * @throws RedisUnavailable when that is unknown
	 */
	Born born() {
		List<?> answer = (List<?>) this.redis.run(BORN, new String[] { BORN_KEY }, epoch(UUID.randomUUID()));
		return new Born(text(answer.get(0)), integer(answer.get(1)));
	}

	/** Returns whether Redis has answered recently. */
	boolean areReachable() {
		return this.redis.isReachable();
	}

	/**
	 * Reports what this node admitted alone.
	 * @param told for each second its age in seconds, requests and tokens
	 * @return the tally's epoch; null when the tally was lost and nothing was added
	 * @throws RedisUnavailable when it is unknown whether the report arrived
	 */
	@Nullable String tell(String name, String known, List<long[]> told) {
		List<byte[]> values = new ArrayList<>(2 + 3 * told.size());
		values.add(epoch(UUID.randomUUID()));
		values.add(Redis.bytes(known));
		told.forEach(second -> {
			for (long figure : second) {
				values.add(number(figure));
			}
		});
		List<?> answer = (List<?>) this.redis.run(TELL, new String[] { tally(name) }, values.toArray(byte[][]::new));
		return (integer(answer.get(0)) == LOST) ? null : text(answer.get(1));
	}

	/**
	 * Ends a call. Does not wait for the reply.
	 * @param since the second of the admission on Redis's clock; -1 when this node
	 * decided alone
	 * @param undone whether the admission is undone, so that it counts as no request
	 * @param beyond the tokens above the reservation, for each bound
	 * @param epochs of the tallies that admitted it
	 * @return whether Redis was reachable
	 */
	boolean leave(UUID call, List<Bound> bounds, long since, boolean undone, long[] beyond, String[] epochs) {
		byte[][] values = new byte[4 + 2 * bounds.size()][];
		values[0] = id(call);
		values[1] = epoch(call);
		values[2] = number(since);
		values[3] = number(undone ? 1 : 0);
		for (int i = 0; i < bounds.size(); i++) {
			values[4 + 2 * i] = number(beyond[i]);
			values[5 + 2 * i] = Redis.bytes(epochs[i]);
		}
		return this.redis.tell(LEAVE, keys(bounds, 0), values);
	}

	/** Renews a call's lease. Does not wait for the reply. */
	void keep(UUID call, List<Bound> bounds) {
		String[] keys = bounds.stream()
			.filter(bound -> bound.calls() != Bound.NONE)
			.map(bound -> leases(bound.name()))
			.toArray(String[]::new);
		this.redis.tell(KEEP, keys, id(call), LEASE_MILLIS);
	}

	private static String[] keys(List<Bound> bounds, int more) {
		String[] keys = new String[2 * bounds.size() + more];
		for (int i = 0; i < bounds.size(); i++) {
			keys[2 * i] = tally(bounds.get(i).name());
			keys[2 * i + 1] = leases(bounds.get(i).name());
		}
		return keys;
	}

	private static String tally(String name) {
		return "serai:limit:" + name;
	}

	private static String leases(String name) {
		return "serai:calls:" + name;
	}

	private static byte[] id(UUID call) {
		return Redis.bytes(call.toString());
	}

	/** Returns a name that no other tally has had. */
	private static byte[] epoch(UUID unique) {
		return Redis.bytes(Long.toHexString(unique.getMostSignificantBits() ^ unique.getLeastSignificantBits()));
	}

	private static byte[] number(long value) {
		return Redis.bytes(Long.toString(value));
	}

	private static long integer(@Nullable Object value) {
		return (value instanceof Number number) ? number.longValue() : 0;
	}

	private static String text(@Nullable Object value) {
		return (value instanceof byte[] bytes) ? new String(bytes, StandardCharsets.UTF_8) : "";
	}

	/**
	 * The result of an admission.
	 *
	 * @param second the second on Redis's clock
	 * @param ageMillis for how long Redis has counted, in milliseconds; older counts are
	 * lost
	 * @param lost whether a tally's epoch is not the known one, so that nothing was done
	 * @param reached the limit that was reached; null when none was
	 * @param tallies their current state, for each bound
	 */
	record Answer(long second, long ageMillis, boolean lost, @Nullable ReachedLimit reached, List<Shared> tallies) {

		static Answer of(List<Bound> bounds, List<?> told) {
			long millis = integer(told.get(2));
			ReachedLimit reached = null;
			List<Shared> tallies = new ArrayList<>(bounds.size());
			for (int i = 0; i < bounds.size(); i++) {
				int at = 4 + 6 * i;
				long reset = (integer(told.get(at + 3)) + Window.SECONDS) * SECOND - millis;
				tallies
					.add(new Shared(text(told.get(at)), integer(told.get(at + 1)), integer(told.get(at + 2)), reset));
				reached = Tally.longer(reached,
						reached(bounds.get(i), text(told.get(at + 4)), integer(told.get(at + 5))));
			}
			return new Answer(integer(told.get(1)), integer(told.get(3)), integer(told.get(0)) == LOST, reached,
					tallies);
		}

		private static @Nullable ReachedLimit reached(Bound bound, String kind, long millis) {
			long wait = (millis < 0) ? ReachedLimit.NEVER : millis;
			return switch (kind) {
				case "r" -> new ReachedLimit(bound.scope(), Kind.REQUESTS, bound.requests(), wait);
				case "t" -> new ReachedLimit(bound.scope(), Kind.TOKENS, bound.tokens(), wait);
				case "c" -> new ReachedLimit(bound.scope(), Kind.CALLS, bound.calls(), wait);
				default -> null;
			};
		}

	}

	/**
	 * When Redis began to count.
	 *
	 * @param name changes when Redis loses its data
	 */
	record Born(String name, long ageMillis) {
	}

	/**
	 * The state of a shared tally.
	 *
	 * @param resetMillis milliseconds until it is empty, if nothing is added
	 */
	record Shared(String epoch, long requests, long tokens, long resetMillis) {

		Standing standing(Bound bound) {
			return new Standing(Standing.Level.of(bound.requests(), this.requests, this.resetMillis),
					Standing.Level.of(bound.tokens(), this.tokens, this.resetMillis));
		}

	}

}
