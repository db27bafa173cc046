package dev.serai.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Redis, asked over one connection that all threads share. Nobody waits longer than
 * {@link #PATIENCE}; after {@link #FAILURES} failures in a row nobody waits at all, until
 * one question, asked every {@link #REST}, is answered. A server that is down does not
 * keep the program from starting; the connection is made, and made again, in the
 * background.
 */
public final class Redis implements AutoCloseable {

	/** The longest that a question may take. */
	public static final Duration PATIENCE = Duration.ofMillis(50);

	static final int FAILURES = 5;

	static final Duration REST = Duration.ofSeconds(1);

	private static final Logger LOG = LoggerFactory.getLogger(Redis.class);

	private final RedisClient client;

	private final RedisURI uri;

	private final CircuitBreaker breaker = CircuitBreaker.of("redis",
			CircuitBreakerConfig.custom()
				.slidingWindowSize(FAILURES)
				.minimumNumberOfCalls(FAILURES)
				.failureRateThreshold(100)
				.waitDurationInOpenState(REST)
				.permittedNumberOfCallsInHalfOpenState(1)
				.maxWaitDurationInHalfOpenState(REST)
				.build());

	private final ScheduledExecutorService connector = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("redis-connect").factory());

	private volatile @Nullable StatefulRedisConnection<String, byte[]> connection;

	private Redis(RedisURI uri) {
		this.uri = uri;
		this.client = RedisClient.create();
		this.client.setOptions(ClientOptions.builder()
			.autoReconnect(true)
			.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
			.socketOptions(SocketOptions.builder().connectTimeout(Duration.ofSeconds(1)).keepAlive(true).build())
			.requestQueueSize(10_000)
			.build());
	}

	/**
	 * @param url {@code redis://[[user]:password@]host:port[/database]}, or
	 * {@code rediss:}
	 * @throws IllegalArgumentException when it is no such address
	 */
	public static Redis at(String url) {
		Redis redis = new Redis(RedisURI.create(url));
		redis.connect();
		redis.connector.scheduleWithFixedDelay(redis::connect, 1, 1, TimeUnit.SECONDS);
		return redis;
	}

	private void connect() {
		if (this.connection != null) {
			return;
		}
		try {
			this.connection = this.client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE), this.uri);
			LOG.info("Connected to Redis at {}:{}", this.uri.getHost(), this.uri.getPort());
		}
		catch (RedisException ex) {
			LOG.debug("Redis cannot be reached", ex);
		}
	}

	/**
	 * Asks Redis something.
	 * @throws RedisUnavailable when no answer came in time, or none can be expected
	 */
	public <T extends @Nullable Object> T ask(
			Function<RedisAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> question) {
		StatefulRedisConnection<String, byte[]> line = this.connection;
		if (line == null || !this.breaker.tryAcquirePermission()) {
			throw new RedisUnavailable("Redis is not reachable");
		}
		long start = System.nanoTime();
		try {
			T answer = question.apply(line.async())
				.toCompletableFuture()
				.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
			this.breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
			return answer;
		}
		catch (TimeoutException | ExecutionException | RedisException ex) {
			this.breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, ex);
			LOG.debug("Redis did not answer", ex);
			throw new RedisUnavailable("Redis did not answer");
		}
		catch (InterruptedException ex) {
			this.breaker.releasePermission();
			Thread.currentThread().interrupt();
			throw new RedisUnavailable("Interrupted");
		}
	}

	/** Whether questions are being answered, as far as is known. */
	public boolean isReachable() {
		return this.connection != null && this.breaker.getState() == CircuitBreaker.State.CLOSED;
	}

	/** The key or value as Redis holds it. */
	public static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		this.connector.shutdownNow();
		this.client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
	}

}
