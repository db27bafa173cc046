package dev.serai.gateway.cache.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import dev.serai.gateway.cache.AnswerCache;
import dev.serai.gateway.cache.AnswerCodec;
import dev.serai.gateway.cache.Question;
import dev.serai.gateway.cache.StoredAnswer;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.redis.Redis;
import dev.serai.platform.redis.RedisUnavailable;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScriptOutputType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores answers in Redis, for all nodes. While Redis does not answer, every look-up is a
 * miss. An answer's key contains its team, so that a team's answers can be found. The
 * editions of the team and of all teams are counters beside them, which a write checks
 * atomically.
 */
public final class RedisAnswers implements AnswerCache {

	private static final Logger LOG = LoggerFactory.getLogger(RedisAnswers.class);

	private static final String PREFIX = "serai:cache:";

	private static final String EDITION = "serai:cache-edition:";

	private static final String ALL = "all";

	private static final int PAGE = 1_000;

	/** Stores an answer unless answers were deleted since the look-up. */
	private static final String KEEP = """
			local edition = (redis.call('GET', KEYS[2]) or '0') .. '.' .. (redis.call('GET', KEYS[3]) or '0')
			if edition == ARGV[1] then
			  redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
			end
			return 1""";

	private final Redis redis;

	public RedisAnswers(Redis redis) {
		this.redis = redis;
	}

	@Override
	public Found find(Question question) {
		String name = name(question);
		try {
			List<KeyValue<String, byte[]>> found = this.redis
				.ask(commands -> commands.mget(name, EDITION + question.team(), EDITION + ALL));
			String edition = count(found.get(1)) + "." + count(found.get(2));
			byte[] value = found.getFirst().getValueOrElse(null);
			StoredAnswer answer = (value != null) ? AnswerCodec.decode(name, value) : null;
			if (value != null && answer == null) {
				LOG.warn("A cached answer was damaged or of another version and was deleted");
				this.redis.ask(commands -> commands.unlink(name));
			}
			return new Found(answer, edition);
		}
		catch (RedisUnavailable ex) {
			return new Found(null, "");
		}
	}

	@Override
	public void keep(Question question, StoredAnswer answer, Duration ttl, String since) {
		if (since.isEmpty()) {
			return;
		}
		String name = name(question);
		String[] keys = { name, EDITION + question.team(), EDITION + ALL };
		try {
			this.redis.ask(commands -> commands.eval(KEEP, ScriptOutputType.INTEGER, keys, Redis.bytes(since),
					AnswerCodec.encode(name, answer), Redis.bytes(Long.toString(ttl.toMillis()))));
		}
		catch (RedisUnavailable ex) {
			LOG.debug("An answer could not be cached", ex);
		}
	}

	/** The edition changes first, so that answers stored from then on are not deleted. */
	@Override
	public void forget(@Nullable UUID team) {
		String whose = (team != null) ? team.toString() : ALL;
		ScanArgs answers = ScanArgs.Builder.matches(PREFIX + ((team != null) ? team + ":" : "") + "*").limit(PAGE);
		try {
			this.redis.ask(commands -> commands.incr(EDITION + whose));
			ScanCursor at = ScanCursor.INITIAL;
			while (!at.isFinished()) {
				ScanCursor from = at;
				KeyScanCursor<String> page = this.redis.ask(commands -> commands.scan(from, answers));
				if (!page.getKeys().isEmpty()) {
					this.redis.ask(commands -> commands.unlink(page.getKeys().toArray(new String[0])));
				}
				at = page;
			}
		}
		catch (RedisUnavailable ex) {
			throw ApiError
				.unavailable("dependency_unavailable", "The answers cannot be reached now. Try again.",
						Duration.ofSeconds(1))
				.refused();
		}
	}

	private static String name(Question question) {
		return PREFIX + question.team() + ":" + question.digest();
	}

	private static String count(KeyValue<String, byte[]> counter) {
		return counter.hasValue() ? new String(counter.getValue(), StandardCharsets.US_ASCII) : "0";
	}

}
