package dev.serai.platform.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
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
 * Access to Redis over one connection that all threads share. No request waits longer
 * than {@link #LONGEST_WAIT}. After {@link #FAILURES} failures in a row, requests fail
 * immediately, until a probe, sent every {@link #REST}, is answered. The connection is
 * opened and reopened in the background, so that a server that is down does not keep the
 * program from starting. Uses real time, as the sockets and the library do.
 */
public final class Redis implements AutoCloseable {

	/** The maximum duration of a request. */
	public static final Duration LONGEST_WAIT = Duration.ofMillis(50);

	static final int FAILURES = 5;

	static final Duration REST = Duration.ofSeconds(1);

	/** After this time without an answer, the connection may be dead and is reopened. */
	private static final Duration DEAD_LINE = Duration.ofSeconds(5);

	private static final Duration RECONNECT = Duration.ofMillis(500);

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

	/** When Redis last answered; used only by the connector. */
	private long lastAnswer = System.nanoTime();

	private Redis(RedisURI uri) {
		this.uri = uri;
		this.client = RedisClient.create();
		this.uri.setTimeout(Duration.ofSeconds(1));
		this.client.setOptions(ClientOptions.builder()
			// Pending requests are not repeated on a new connection: their callers went
			// on without an answer, and repeating would count twice.
			.autoReconnect(false)
			.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
			.socketOptions(SocketOptions.builder().connectTimeout(Duration.ofSeconds(1)).keepAlive(true).build())
			.requestQueueSize(10_000)
			.build());
	}

	/**
	 * @param url {@code redis://[[user]:password@]host:port[/database]}, or {@code
	 * rediss:}
	 * @throws IllegalArgumentException when it is invalid
	 */
	public static Redis at(String url) {
		Redis redis = new Redis(RedisURI.create(url));
		redis.connect();
		redis.connector.scheduleWithFixedDelay(redis::connect, RECONNECT.toMillis(), RECONNECT.toMillis(),
				TimeUnit.MILLISECONDS);
		return redis;
	}

	private void connect() {
		StatefulRedisConnection<String, byte[]> line = this.connection;
		if (this.breaker.getState() == CircuitBreaker.State.CLOSED) {
			this.lastAnswer = System.nanoTime();
		}
		boolean silent = System.nanoTime() - this.lastAnswer > DEAD_LINE.toNanos();
		if (line != null && line.isOpen() && !silent) {
			return;
		}
		try {
			this.connection = this.client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE), this.uri);
			this.lastAnswer = System.nanoTime();
			LOG.info("Connected to Redis at {}:{}", this.uri.getHost(), this.uri.getPort());
			if (line != null) {
				line.closeAsync();
			}
		}
		catch (RedisException ex) {
			LOG.debug("Redis cannot be reached", ex);
		}
	}

	/**
	 * Sends a request and waits for the answer.
	 * @throws RedisUnavailable when no answer came in time or Redis is known to be down
	 */
	public <T extends @Nullable Object> T ask(
			Function<RedisAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> question) {
		StatefulRedisConnection<String, byte[]> line = this.connection;
		if (line == null || !this.breaker.tryAcquirePermission()) {
			throw new RedisUnavailable("Redis is not reachable");
		}
		long start = System.nanoTime();
		CompletableFuture<T> coming = null;
		try {
			coming = question.apply(line.async()).toCompletableFuture();
			T answer = coming.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
			this.breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
			return answer;
		}
		catch (TimeoutException | ExecutionException | RedisException ex) {
			if (ex.getCause() instanceof RedisNoScriptException unknown) {
				this.breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
				throw unknown;
			}
			if (coming != null) {
				coming.cancel(false);
			}
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

	/**
	 * Runs a script; by its digest if Redis knows it already.
	 * @throws RedisUnavailable when no answer came in time or Redis is known to be down
	 */
	public Object run(Script script, String[] keys, byte[]... values) {
		try {
			return ask(commands -> commands.<Object>evalsha(script.digest(), ScriptOutputType.MULTI, keys, values));
		}
		catch (RedisNoScriptException ex) {
			return ask(commands -> commands.<Object>eval(script.text(), ScriptOutputType.MULTI, keys, values));
		}
	}

	/**
	 * Sends a script after all earlier requests, without waiting for its result.
	 * @return false when Redis is down; true does not guarantee that it runs
	 */
	public boolean tell(Script script, String[] keys, byte[]... values) {
		StatefulRedisConnection<String, byte[]> line = this.connection;
		if (line == null || !isReachable()) {
			return false;
		}
		try {
			RedisAsyncCommands<String, byte[]> commands = line.async();
			commands.<Object>evalsha(script.digest(), ScriptOutputType.MULTI, keys, values).exceptionallyCompose(ex -> {
				if (ex instanceof RedisNoScriptException) {
					return commands.eval(script.text(), ScriptOutputType.MULTI, keys, values);
				}
				LOG.debug("A command sent to Redis failed", ex);
				return CompletableFuture.completedStage(null);
			});
			return true;
		}
		catch (RedisException ex) {
			LOG.debug("No command can be sent to Redis", ex);
			return false;
		}
	}

	/** Whether Redis answered recently. */
	public boolean isReachable() {
		StatefulRedisConnection<String, byte[]> line = this.connection;
		return line != null && line.isOpen() && this.breaker.getState() == CircuitBreaker.State.CLOSED;
	}

	/** Returns a key or value in Redis' encoding. */
	public static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		this.connector.shutdownNow();
		this.client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
	}

}
