package dev.serai.faults;

import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.serai.gateway.fallback.DeadlineMonitor;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import dev.serai.testing.Sums;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * 64 connections for a minute: plain calls, streams, errors and callers who leave, at
 * providers that fail now and then. Afterwards the books agree and nothing is left over.
 */
@Tag("soak")
class SoakTest {

	private static final int CONNECTIONS = 64;

	private static final Duration LENGTH = Duration.ofSeconds(60);

	private static final List<String> MODELS = List.of("plain", "pair");

	private static FakeProvider good;

	private static FakeProvider moody;

	private static Gateway gateway;

	/**
	 * Ids of calls whose answer the caller has read to its end, a line each: on disk, for
	 * a heap that held them would grow with the number of calls, whatever Serai does.
	 */
	@TempDir
	private static Path directory;

	private static Path answered;

	private static BufferedWriter notes;

	/** Calls that the caller began and left. */
	private final Set<String> left = ConcurrentHashMap.newKeySet();

	private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();

	@BeforeAll
	static void start() throws IOException {
		answered = directory.resolve("answered");
		notes = Files.newBufferedWriter(answered, StandardCharsets.US_ASCII);
		good = new FakeProvider();
		// What it was asked is not looked at here, and would fill the heap.
		good.plays((request, wire) -> {
			good.forget();
			Said.answering("Always here.").answer(request, wire);
		});
		SplittableRandom random = new SplittableRandom(42);
		moody = new FakeProvider().plays((request, wire) -> {
			moody.forget();
			int mood;
			synchronized (random) {
				mood = random.nextInt(20);
			}
			switch (mood) {
				case 0 -> Said.failing(500).answer(request, wire);
				case 1 -> wire.reset();
				case 2 -> Said.failing(400).answer(request, wire);
				case 3 -> wire.bytes(200, "text/html", new byte[] { '<' });
				case 4 -> {
					if (request.text().contains("\"stream\":true")) {
						wire.stream().event(Said.piece("Once")).reset();
					}
					else {
						wire.reset();
					}
				}
				default -> Said.answering("In a good mood.").answer(request, wire);
			}
		});
		gateway = new OwnConfiguration().provider("good", "openai", good.url() + "/v1")
			.provider("moody", "openai", moody.url() + "/v1")
			.model("plain", "good")
			.model("pair", "moody", "good")
			.start();
	}

	@AfterAll
	static void stop() throws IOException {
		notes.close();
		gateway.close();
		good.close();
		moody.close();
	}

	@Test
	void theBooksAgreeAndNothingIsLeftOver() throws Exception {
		work(Duration.ofSeconds(15), 1000);
		awaitQuiet();
		int threads = threads();
		long heap = heap();
		work(LENGTH, 0);
		awaitQuiet();
		assertThat(this.statuses.keySet()).isSubsetOf(200, 400, 404, 502, 503, 504);
		assertThat(this.left).isNotEmpty();
		booksAgree();
		await().atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(threads()).isLessThanOrEqualTo(threads + 10));
		assertThat(heap() - heap).as("bytes more on the heap").isLessThan(24L * 1024 * 1024);
	}

	private void booksAgree() throws IOException {
		List<String> noted = noted();
		assertThat(noted).hasSizeGreaterThan(5000).doesNotHaveDuplicates();
		Set<String> known = Set.copyOf(noted);
		await().atMost(Duration.ofSeconds(20)).until(() -> Set.copyOf(recorded()).containsAll(known));
		List<String> recorded = recorded();
		assertThat(recorded).doesNotHaveDuplicates();
		Set<String> rows = Set.copyOf(recorded);
		assertThat(known).allMatch(rows::contains);
		Set<String> unread = unread();
		assertThat(rows).allMatch(id -> known.contains(id) || this.left.contains(id) || unread.contains(id));
		BigDecimal calls = sum("SELECT sum(cost_usd) FROM call");
		assertThat(sum("SELECT sum(cost_usd) FROM attempt")).isEqualByComparingTo(calls);
		Sums.assertEqualLedger(gateway.database());
		assertThat(calls).isPositive();
		assertThat(gateway.database()
			.sql("SELECT count(*) FROM call c WHERE attempts <> (SELECT count(*) FROM attempt a WHERE a.at = c.at AND a.call_id = c.id)")
			.query(Long.class)
			.single()).isZero();
	}

	private static List<String> recorded() {
		return gateway.database().sql("SELECT id::text FROM call").query(String.class).list();
	}

	/** A caller who left before the head of the answer never learnt the call's id. */
	private static Set<String> unread() {
		return gateway.database()
			.sql("SELECT id::text FROM call WHERE outcome = 'client_closed' OR stream")
			.query(String.class)
			.set();
	}

	private static BigDecimal sum(String sql) {
		return gateway.database().sql(sql).query(BigDecimal.class).single();
	}

	private void work(Duration length, int seed) throws InterruptedException {
		long end = System.nanoTime() + length.toNanos();
		CountDownLatch done = new CountDownLatch(CONNECTIONS);
		Map<String, Throwable> defects = new ConcurrentHashMap<>();
		for (int i = 0; i < CONNECTIONS; i++) {
			SplittableRandom random = new SplittableRandom(seed + i);
			Thread.ofVirtual().start(() -> {
				try {
					while (System.nanoTime() < end) {
						connection(random, end);
					}
				}
				catch (IOException | RuntimeException ex) {
					defects.put(ex.toString(), ex);
				}
				finally {
					done.countDown();
				}
			});
		}
		assertThat(done.await(length.toSeconds() + 30, TimeUnit.SECONDS)).isTrue();
		assertThat(defects).isEmpty();
	}

	/** Calls one after the other on one connection, until the caller has enough of it. */
	private void connection(SplittableRandom random, long end) throws IOException {
		try (RawCaller caller = new RawCaller(gateway)) {
			while (System.nanoTime() < end) {
				String model = MODELS.get(random.nextInt(MODELS.size()));
				switch (random.nextInt(20)) {
					case 0 -> {
						note(caller.chat("{\"model\":").read());
						return;
					}
					case 1 -> note(caller.chat(Said.request("unknown")).read());
					case 2 -> {
						caller.chat(Said.streamRequest(model));
						this.left.add(caller.readHead().headers().get("x-request-id"));
						caller.reset();
						return;
					}
					case 3 -> {
						caller.chat(Said.streamRequest(model));
						LockSupport.parkNanos(random.nextInt(2_000_000));
						caller.reset();
						return;
					}
					default -> {
						RawCaller.Answer answer = (random.nextInt(3) == 0)
								? caller.chat(Said.streamRequestWithUsage(model)).readStream()
								: caller.chat(Said.request(model)).read();
						note(answer);
						if (answer.isLast()) {
							return;
						}
					}
				}
			}
		}
		catch (EOFException | SocketException ex) {
			throw new IOException("The gateway broke a connection", ex);
		}
	}

	private static List<String> noted() throws IOException {
		synchronized (notes) {
			notes.flush();
		}
		return Files.readAllLines(answered, StandardCharsets.US_ASCII);
	}

	private void note(RawCaller.Answer answer) throws IOException {
		synchronized (notes) {
			notes.write(answer.headers().get("x-request-id"));
			notes.newLine();
		}
		this.statuses.merge(answer.status(), 1, Integer::sum);
	}

	private static void awaitQuiet() {
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			assertThat(gauge("serai.calls.active")).isZero();
			assertThat(gauge("serai.journal.waiting")).isZero();
			assertThat(gateway.part(DeadlineMonitor.class).size()).isZero();
			assertThat(gateway.part("provider-connections", PoolingHttpClientConnectionManager.class)
				.getTotalStats()
				.getLeased()).isZero();
			int pooled = gateway.part("provider-connections", PoolingHttpClientConnectionManager.class)
				.getTotalStats()
				.getAvailable();
			assertThat(good.connections() + moody.connections()).isLessThanOrEqualTo(pooled + 1);
		});
	}

	private static double gauge(String name) {
		return gateway.part(MeterRegistry.class).get(name).gauge().value();
	}

	private static int threads() {
		return ManagementFactory.getThreadMXBean().getThreadCount();
	}

	private static long heap() {
		for (int i = 0; i < 3; i++) {
			System.gc();
			LockSupport.parkNanos(100_000_000);
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
