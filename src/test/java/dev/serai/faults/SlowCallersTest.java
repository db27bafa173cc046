package dev.serai.faults;

import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.SocketException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.serai.gateway.http.tomcat.ConnectionCounts;
import dev.serai.gateway.http.tomcat.ConnectionCounts.Reason;
import dev.serai.testing.FakeProvider;
import dev.serai.testing.Gateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Callers without a key who take places and do nothing with them. Honest callers are
 * served all the while, each by a new connection.
 */
class SlowCallersTest {

	private static final int ATTACKERS = 5_000;

	private static final int PER_ADDRESS = 400;

	/** Where the trusted proxy is. */
	private static final int PROXY = 200;

	private static final Duration HEAD_TIME = Duration.ofSeconds(2);

	private static final Duration BOUND = Duration.ofSeconds(5);

	private static final String BEGUN = "GET /v1/models HTTP/1.1\r\nHost: serai\r\nX-A: b";

	private static final String ASKED = "GET /v1/nothing HTTP/1.1\r\nHost: serai\r\n\r\n";

	private static FakeProvider provider;

	private static HeardLogs logs;

	private static Gateway gateway;

	private static ConnectionCounts counts;

	@BeforeAll
	static void start() {
		provider = new FakeProvider().plays(Said.answering("Hi."));
		gateway = new OwnConfiguration().provider("alpha", "openai", provider.url() + "/v1")
			.model("alone", "alpha")
			.setting("serai.connections.head-time", HEAD_TIME.toSeconds() + "s")
			.setting("serai.connections.per-address", Integer.toString(PER_ADDRESS))
			.setting("serai.trusted-proxies", "127.0.0." + PROXY)
			.start();
		counts = gateway.part(ConnectionCounts.class);
		logs = new HeardLogs();
	}

	@AfterAll
	static void stop() {
		logs.close();
		gateway.close();
		provider.close();
	}

	/** As many as this process may have open at both ends. */
	private static int affordable(int wanted) {
		if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
			long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() - 500;
			if (free < 2L * wanted) {
				System.out.println("Only " + free / 2 + " of " + wanted
						+ " connections are made, for this process may have no more open: raise 'ulimit -n'");
				return (int) (free / 2);
			}
		}
		return wanted;
	}

	private static void honestCallIsAnswered() throws IOException {
		long begun = System.nanoTime();
		try (RawCaller caller = new RawCaller(gateway)) {
			assertThat(caller.chat(Said.request("alone")).read().status()).isEqualTo(200);
		}
		assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(BOUND);
	}

	/** A caller at an address that has too many connections may have to try again. */
	private static void honestCallIsAnsweredAtLast() throws IOException {
		long begun = System.nanoTime();
		while (true) {
			try {
				honestCallIsAnswered();
				return;
			}
			catch (SocketException | EOFException ex) {
				assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(BOUND);
			}
		}
	}

	/** Sends a byte every half second on each connection while it is open. */
	private static Thread keepAt(Crowd crowd, AtomicBoolean over) {
		return Thread.ofVirtual().start(() -> {
			while (!over.get()) {
				crowd.send("c");
				LockSupport.parkNanos(500_000_000);
			}
		});
	}

	@ParameterizedTest
	@CsvSource({ "2, 60", "1, 1" })
	void slowHeadsKeepNobodyOut(int first, int addresses) throws Exception {
		long before = ended();
		AtomicBoolean over = new AtomicBoolean();
		try (Crowd crowd = new Crowd(gateway.port())) {
			int wave = affordable(ATTACKERS) / 5;
			for (int i = 0; i < 5; i++) {
				crowd.join(wave, first, addresses, BEGUN);
				if (first == 1) {
					honestCallIsAnsweredAtLast();
				}
				else {
					honestCallIsAnswered();
				}
			}
			Thread attack = keepAt(crowd, over);
			for (int i = 0; i < 20; i++) {
				honestCallIsAnswered();
			}
			await().atMost(HEAD_TIME.plusSeconds(10)).until(() -> crowd.ended() == crowd.size());
			over.set(true);
			attack.join();
			assertThat(ended() - before).isGreaterThanOrEqualTo(crowd.size());
		}
		honestCallIsAnswered();
	}

	private static long ended() {
		return counts.of(Reason.HEAD_TIME) + counts.of(Reason.HEAD_GAVE_WAY) + counts.of(Reason.SILENT)
				+ counts.of(Reason.ADDRESS_LIMIT);
	}

	@Test
	void idleConnectionsGiveWayWhenPlacesRunOut() throws Exception {
		long before = counts.of(Reason.IDLE_GAVE_WAY);
		long heads = counts.of(Reason.HEAD_GAVE_WAY);
		try (Crowd crowd = new Crowd(gateway.port())) {
			int all = affordable(4_096);
			crowd.join(all, 2, 60, ASKED);
			this.heard = 0;
			await().atMost(Duration.ofSeconds(20)).until(() -> answeredAll(crowd));
			for (int i = 0; i < 10; i++) {
				honestCallIsAnswered();
			}
			if (all == 4_096) {
				assertThat(counts.of(Reason.IDLE_GAVE_WAY)).isGreaterThan(before);
				assertThat(counts.of(Reason.HEAD_GAVE_WAY)).isEqualTo(heads);
				assertThat(crowd.ended()).as("no more than needed").isLessThan(crowd.size() / 2);
			}
		}
	}

	private int heard;

	private boolean answeredAll(Crowd crowd) {
		this.heard += crowd.answered();
		return this.heard >= crowd.size();
	}

	@ParameterizedTest
	@CsvSource({ "/v1/chat/completions,2000", "/api/teams,200", "/nothing,200" })
	void bodiesThatTrickleAreGivenUp(String path, int callers) throws Exception {
		AtomicBoolean over = new AtomicBoolean();
		try (Crowd crowd = new Crowd(gateway.port())) {
			crowd.join(affordable(callers), 2, 60,
					"POST " + path + " HTTP/1.1\r\nHost: serai\r\nContent-Type: application/json\r\n"
							+ "Content-Length: 100000\r\n\r\n{");
			Thread attack = keepAt(crowd, over);
			for (int i = 0; i < 10; i++) {
				honestCallIsAnswered();
			}
			await().atMost(HEAD_TIME.multipliedBy(2).plusSeconds(10)).until(() -> crowd.ended() == crowd.size());
			over.set(true);
			attack.join();
		}
	}

	@ParameterizedTest
	@CsvSource({ "/v1/chat/completions", "/api/teams" })
	void whoMayCallIsToldThatItsBodyTookTooLong(String path) throws IOException {
		String key = path.startsWith("/api/") ? Gateway.ADMIN_KEY : gateway.key();
		long before = counts.of(Reason.BODY_TIME);
		logs.forget();
		try (RawCaller caller = new RawCaller(gateway)) {
			caller.send("POST " + path + " HTTP/1.1\r\nHost: serai\r\nContent-Type: application/json\r\n"
					+ "Authorization: Bearer " + key + "\r\nContent-Length: 100000\r\n\r\n{");
			RawCaller.Answer answer = caller.read();
			assertThat(answer.status()).as(answer.body()).isEqualTo(408);
			assertThat(Gateway.json(answer.body()).at("/error/code").asText()).isEqualTo("request_timeout");
			assertThat(caller.isAtEnd()).isTrue();
		}
		assertThat(counts.of(Reason.BODY_TIME)).isGreaterThan(before);
		assertThat(String.join("\n", logs.lines())).doesNotContain("ERROR", "Exception");
	}

	@Test
	void aHeadThatTakesTooLongIsAnsweredInTheContractsShape() throws IOException {
		for (int port : new int[] { gateway.port(), gateway.managementPort() }) {
			try (RawCaller caller = RawCaller.to(port)) {
				RawCaller.Answer answer = caller.send(BEGUN).read();
				assertThat(answer.status()).isEqualTo(408);
				assertThat(UUID.fromString(answer.headers().get("x-request-id")).version()).isEqualTo(7);
				assertThat(Gateway.json(answer.body()).at("/error/code").asText()).isEqualTo("request_timeout");
				assertThat(caller.isAtEnd()).isTrue();
			}
		}
	}

	@Test
	void aConnectionOnWhichNothingComesIsClosed() throws IOException {
		long begun = System.nanoTime();
		try (RawCaller caller = RawCaller.to(gateway.port())) {
			assertThat(caller.isAtEnd()).isTrue();
		}
		assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(HEAD_TIME.plus(BOUND));
	}

	@Test
	void aConnectionThatHasServedOneRequestMayBeIdleForLonger() throws Exception {
		try (RawCaller caller = new RawCaller(gateway)) {
			assertThat(caller.chat(Said.request("alone")).read().status()).isEqualTo(200);
			try (RawCaller silent = RawCaller.to(gateway.port())) {
				assertThat(silent.isAtEnd()).as("the time has passed").isTrue();
			}
			assertThat(caller.chat(Said.request("alone")).read().status()).isEqualTo(200);
		}
	}

	@Test
	void anAddressHasNoMoreConnectionsThanItMay() throws Exception {
		String upload = "POST /v1/chat/completions HTTP/1.1\r\nHost: serai\r\nContent-Type: application/json\r\n"
				+ "Authorization: Bearer " + gateway.key() + "\r\nContent-Length: 100000\r\n\r\n{";
		long before = counts.of(Reason.ADDRESS_LIMIT);
		try (Crowd crowd = new Crowd(gateway.port())) {
			crowd.join(PER_ADDRESS, 100, 1, upload);
			await().until(() -> {
				crowd.join(1, 100, 1, upload);
				return counts.of(Reason.ADDRESS_LIMIT) > before;
			});
			honestCallIsAnswered();
			assertThat(crowd.size() - crowd.ended()).isLessThanOrEqualTo(PER_ADDRESS);
		}
	}

	@Test
	void aTrustedProxyHasAsManyAsItLikes() throws Exception {
		long before = counts.of(Reason.ADDRESS_LIMIT);
		try (Crowd crowd = new Crowd(gateway.port())) {
			crowd.join(2 * PER_ADDRESS, PROXY, 1, ASKED);
			this.heard = 0;
			await().atMost(Duration.ofSeconds(20)).until(() -> answeredAll(crowd));
			assertThat(crowd.ended()).isZero();
		}
		assertThat(counts.of(Reason.ADDRESS_LIMIT)).isEqualTo(before);
	}

}
