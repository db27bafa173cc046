package dev.serai.people;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import dev.serai.call.ApiError;
import dev.serai.redis.Redis;
import dev.serai.redis.RedisUnavailable;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import org.jspecify.annotations.Nullable;

/** In Redis, for all nodes. */
public final class RedisSessionStore implements SessionStore {

	private static final String PREFIX = "serai:session:";

	private final Redis redis;

	public RedisSessionStore(Redis redis) {
		this.redis = redis;
	}

	@Override
	public void put(String name, byte[] content, Duration life) {
		ask(commands -> commands.set(PREFIX + name, content, SetArgs.Builder.px(life)));
	}

	@Override
	public void renew(String name, byte[] content, Duration life) {
		ask(commands -> commands.set(PREFIX + name, content, SetArgs.Builder.px(life).xx()));
	}

	@Override
	public Optional<byte[]> get(String name) {
		return Optional.ofNullable(ask(commands -> commands.get(PREFIX + name)));
	}

	@Override
	public Optional<byte[]> take(String name) {
		return Optional.ofNullable(ask(commands -> commands.getdel(PREFIX + name)));
	}

	@Override
	public void remove(String name) {
		ask(commands -> commands.del(PREFIX + name));
	}

	private <T extends @Nullable Object> T ask(
			Function<RedisAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> question) {
		try {
			return this.redis.ask(question);
		}
		catch (RedisUnavailable ex) {
			throw ApiError
				.unavailable("sessions_unavailable",
						"Who has signed in cannot be looked up now. Try again, or use the admin key.",
						Duration.ofSeconds(1))
				.refused();
		}
	}

}
