package dev.serai.insight.sample;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import dev.serai.admin.organisation.IssuedKey;
import dev.serai.platform.error.CallRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one sample at an even rate, without waiting for responses. Revokes its keys at
 * the end, however it ends.
 */
final class SampleRun implements AutoCloseable {

	/** The path that calls are sent to. */
	static final String PATH = "/v1/chat/completions";

	private static final Logger LOG = LoggerFactory.getLogger(SampleRun.class);

	/** The approximate duration of a large sample. */
	private static final Duration LONGEST = Duration.ofSeconds(60);

	/** The pause between the calls of a small sample. */
	private static final Duration PAUSE = Duration.ofMillis(250);

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

	private static final Duration FAREWELL = Duration.ofSeconds(5);

	private final URI target;

	private final int calls;

	private final SampleCalls source;

	private final Consumer<Iterable<IssuedKey>> revoke;

	private final CountDownLatch stopped = new CountDownLatch(1);

	private final CountDownLatch over = new CountDownLatch(1);

	private final AtomicInteger answered = new AtomicInteger();

	/**
	 * @param address the program's own address
	 * @param revoke revokes keys
	 */
	SampleRun(URI address, int calls, SampleCalls source, Consumer<Iterable<IssuedKey>> revoke) {
		this.target = address.resolve(PATH);
		this.calls = calls;
		this.source = source;
		this.revoke = revoke;
	}

	/**
	 * Starts the sample and returns at once.
	 * @param whenOver runs at the end
	 */
	void start(Map<SampleTeam, IssuedKey> keys, Runnable whenOver) {
		Thread.ofVirtual().name("sample-traffic").start(() -> {
			try {
				send(keys);
				LOG.info("Sample traffic: {} of {} calls got a response", this.answered, this.calls);
			}
			finally {
				whenOver.run();
				this.over.countDown();
			}
		});
	}

	private void send(Map<SampleTeam, IssuedKey> keys) {
		try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
				ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			long pause = Math.min(PAUSE.toNanos(), LONGEST.toNanos() / this.calls);
			for (int i = 0; i < this.calls && !this.stopped.await(pause, TimeUnit.NANOSECONDS); i++) {
				SampleCall call = this.source.next();
				HttpRequest request = request(call, keys.get(call.team()).secret());
				callers.execute(() -> make(http, request, call.leaves()));
			}
			callers.shutdown();
			if (this.stopped.getCount() == 0 || !callers.awaitTermination(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
				callers.shutdownNow();
				http.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			end(keys);
		}
	}

	private HttpRequest request(SampleCall call, String secret) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.target)
			.timeout(LONGEST_WAIT)
			.header("content-type", "application/json")
			.header("authorization", "Bearer " + secret);
		call.headers().forEach(request::header);
		return request.POST(BodyPublishers.ofString(call.body())).build();
	}

	private void make(HttpClient http, HttpRequest request, boolean leaves) {
		try {
			HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
			try (InputStream body = response.body()) {
				if (leaves) {
					body.read();
				}
				else {
					body.readAllBytes();
				}
			}
			this.answered.incrementAndGet();
		}
		catch (IOException ex) {
			// The program is stopping or overloaded; the ledger has the details.
			LOG.debug("A sample call got no response", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void end(Map<SampleTeam, IssuedKey> keys) {
		try {
			this.revoke.accept(keys.values());
		}
		catch (CallRefused ex) {
			LOG.warn("The sample's keys could not be revoked; they expire within 15 minutes: {}", ex.getMessage());
		}
	}

	/** Stops, and waits briefly for calls in progress. */
	@Override
	public void close() {
		this.stopped.countDown();
		try {
			if (!this.over.await(FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
				LOG.warn("The sample traffic did not end in time");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
