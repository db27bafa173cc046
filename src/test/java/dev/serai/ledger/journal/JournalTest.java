package dev.serai.ledger.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.serai.gateway.call.CallId;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.call.PriceStatus;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.CatalogReader;
import dev.serai.gateway.cost.Pricer;
import dev.serai.ledger.CallRecord;
import dev.serai.ledger.CallRecord.Labels;
import dev.serai.ledger.SampleCalls;
import dev.serai.platform.error.CallRefused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JournalTest {

	private static final int MIB = 1024 * 1024;

	private static final int ALL = 100_000;

	private static Catalog catalog;

	@TempDir
	private Path directory;

	private final SampleCalls samples = new SampleCalls(7);

	private final List<Journal> journals = new ArrayList<>();

	@BeforeAll
	static void readCatalog() {
		catalog = new CatalogReader(Path.of("config")).read(Map.of("OPENAI_API_KEY", "sk-x"), protocol -> {
			throw new AssertionError("No simulator is needed");
		});
	}

	@AfterEach
	void close() throws IOException {
		for (Journal journal : this.journals) {
			journal.close();
		}
	}

	private Journal open() throws IOException {
		return open(64 * MIB, JournalSettings.Sync.INTERVAL);
	}

	private Journal open(long maxBytes, JournalSettings.Sync sync) throws IOException {
		Journal journal = Journal.open(new JournalSettings(this.directory, maxBytes, sync),
				new CrashedCalls(catalog, new Pricer()), System::nanoTime);
		this.journals.add(journal);
		return journal;
	}

	/** As if the process had been killed: nothing is said, and the lock is gone. */
	private Journal openAgain(Journal journal) throws IOException {
		journal.close();
		this.journals.remove(journal);
		return open();
	}

	private List<CallRecord> ended(Journal journal, int count) {
		return IntStream.range(0, count).mapToObj(i -> {
			CallRecord record = this.samples.at(Instant.now());
			journal.open();
			journal.end(record);
			return record;
		}).toList();
	}

	private static Acceptance acceptance(UUID id) {
		return new Acceptance(id, SampleCalls.caller("search"), new Labels("summary", null, null, "u-1"), "chat",
				"gpt-4o-mini", "auto", "openai/gpt-4o-mini", true, 1_000);
	}

	private static List<CallRecord> takeAll(Journal journal) {
		List<CallRecord> all = new ArrayList<>();
		for (List<CallRecord> batch = journal.tail().take(500); !batch.isEmpty(); batch = journal.tail().take(500)) {
			all.addAll(batch);
			journal.tail().kept();
		}
		return all;
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> all = Files.list(this.directory)) {
			return all.filter(file -> file.toString().endsWith(".journal")).sorted().toList();
		}
	}

	@ParameterizedTest
	@EnumSource(JournalSettings.Sync.class)
	void givesRecordsInTheirOrderAndOnce(JournalSettings.Sync sync) throws IOException {
		Journal journal = open(64 * MIB, sync);
		List<CallRecord> records = ended(journal, 20);
		assertThat(journal.waiting()).isEqualTo(20);
		assertThat(takeAll(journal)).isEqualTo(records);
		assertThat(journal.waiting()).isZero();
		assertThat(takeAll(openAgain(journal))).isEmpty();
	}

	@Test
	void givesABatchAgainUntilItIsKept() throws IOException {
		Journal journal = open();
		List<CallRecord> records = ended(journal, 7);
		assertThat(journal.tail().take(5)).isEqualTo(records.subList(0, 5));
		assertThat(journal.tail().take(5)).isEqualTo(records.subList(0, 5));
		Journal next = openAgain(journal);
		assertThat(next.waiting()).isEqualTo(7);
		assertThat(next.tail().take(5)).isEqualTo(records.subList(0, 5));
		next.tail().kept();
		assertThat(takeAll(openAgain(next))).isEqualTo(records.subList(5, 7));
	}

	@Test
	@DisplayName("D02: an outage is held on disk, not in memory, and what follows it comes in order")
	void holdsMoreThanMemoryDoes() throws IOException {
		Journal journal = open();
		List<CallRecord> records = new ArrayList<>(ended(journal, 6_000));
		List<Path> full = files();
		assertThat(full).hasSizeGreaterThan(1);
		List<CallRecord> taken = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			taken.addAll(journal.tail().take(500));
			journal.tail().kept();
			records.addAll(ended(journal, 50));
		}
		taken.addAll(takeAll(journal));
		assertThat(taken).isEqualTo(records);
		// What is left is read last, is written, or was made ahead.
		assertThat(files()).as("files that are needed no more are gone")
			.doesNotContain(full.getFirst())
			.hasSizeLessThanOrEqualTo(3);
	}

	@Test
	void manyWriteAtOnce() throws IOException, InterruptedException {
		Journal journal = open();
		int threads = 64;
		int each = 30;
		List<CallRecord> records = IntStream.range(0, threads * each)
			.mapToObj(i -> this.samples.at(Instant.now()))
			.toList();
		CountDownLatch done = new CountDownLatch(threads);
		try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int t = 0; t < threads; t++) {
				List<CallRecord> own = records.subList(t * each, (t + 1) * each);
				executor.execute(() -> {
					own.forEach(record -> {
						journal.open();
						journal.accept(acceptance(record.id()), 1_000);
						journal.end(record);
					});
					done.countDown();
				});
			}
			done.await();
		}
		Journal next = openAgain(journal);
		assertThat(takeAll(next)).containsExactlyInAnyOrderElementsOf(records);
	}

	@Test
	@DisplayName("P1, B13: what was accepted and not ended is recorded once as unknown_crash, at its estimated input")
	void recordsWhatACrashCut() throws IOException {
		Journal journal = open();
		UUID id = CallId.next(Clock.systemUTC());
		journal.open();
		journal.accept(acceptance(id), 1_000);
		List<CallRecord> others = ended(journal, 3);
		Journal next = openAgain(journal);
		List<CallRecord> records = next.tail().take(ALL);
		assertThat(records).hasSize(4).startsWith(others.toArray(new CallRecord[0]));
		CallRecord cut = records.getLast();
		assertThat(cut.id()).isEqualTo(id);
		assertThat(cut.outcome()).isEqualTo(Outcome.UNKNOWN_CRASH);
		assertThat(cut.operation()).isEqualTo("chat");
		assertThat(cut.cost().usd()).isEqualByComparingTo("0.00015");
		assertThat(cut.cost().status()).isEqualTo(PriceStatus.ESTIMATED);
		assertThat(cut.attempts()).singleElement()
			.satisfies(attempt -> assertThat(attempt.cost()).isEqualTo(cut.cost()));
		assertThat(cut.labels().endUser()).isEqualTo("u-1");
		assertThat(cut.caller()).isEqualTo(SampleCalls.caller("search"));
		Journal third = openAgain(next);
		assertThat(takeAll(third)).isEqualTo(records);
		assertThat(takeAll(openAgain(third))).isEmpty();
	}

	@Test
	@DisplayName("P1: an open call is known after a crash, however much was written since it was accepted")
	void remembersCallsThatLastLong() throws IOException {
		Journal journal = open();
		UUID id = CallId.next(Clock.systemUTC());
		journal.open();
		journal.accept(acceptance(id), 1_000);
		String first = files().getFirst().getFileName().toString();
		for (int i = 0; i < 4; i++) {
			ended(journal, 3_000);
			takeAll(journal);
		}
		assertThat(files().getFirst().getFileName().toString()).isGreaterThan(first);
		assertThat(takeAll(openAgain(journal))).singleElement().satisfies(cut -> assertThat(cut.id()).isEqualTo(id));
	}

	@Test
	@DisplayName("K01: an entry that was torn by the end of the process is none")
	void passesOverATornEntry() throws IOException {
		Journal journal = open();
		List<CallRecord> records = ended(journal, 5);
		long end = journal.after(0).end();
		journal.close();
		overwrite(files().getFirst(), end - 10, new byte[10]);
		Journal next = open();
		assertThat(takeAll(next)).isEqualTo(records.subList(0, 4));
		List<CallRecord> more = ended(next, 2);
		assertThat(takeAll(openAgain(next))).isEqualTo(more);
		try (Stream<Path> all = Files.list(this.directory)) {
			assertThat(all.filter(file -> file.toString().endsWith(".damaged"))).isEmpty();
		}
	}

	@Test
	void readsOnAfterDamageAndKeepsTheFile() throws IOException {
		Journal journal = open();
		List<CallRecord> records = ended(journal, 5);
		journal.close();
		overwrite(files().getFirst(), 200, "damage".getBytes(StandardCharsets.UTF_8));
		Journal next = open();
		assertThat(takeAll(next)).isEqualTo(records.subList(1, 5));
		assertThat(Files.exists(this.directory.resolve("0000000000000001.journal.damaged"))).isTrue();
	}

	@Test
	@DisplayName("D05: a full journal opens no calls, records those that are open, and opens again when it has room")
	void refusesWhatItCouldNotRecord() throws IOException {
		Journal journal = open(4 * MIB, JournalSettings.Sync.INTERVAL);
		List<CallRecord> records = new ArrayList<>();
		List<CallRecord> opened = new ArrayList<>();
		boolean refused = false;
		while (!refused) {
			CallRecord record = this.samples.at(Instant.now());
			try {
				journal.open();
				journal.accept(acceptance(record.id()), 3_000);
				// Every other call takes its time.
				if (opened.size() > records.size()) {
					journal.end(record);
					records.add(record);
				}
				else {
					opened.add(record);
				}
			}
			catch (CallRefused ex) {
				assertThat(ex.error().status()).isEqualTo(503);
				assertThat(ex.error().code()).isEqualTo("dependency_unavailable");
				refused = true;
			}
		}
		assertThat(opened).hasSizeGreaterThan(100);
		for (CallRecord record : opened) {
			journal.end(record);
			records.add(record);
		}
		assertThat(journal.bytes()).isLessThanOrEqualTo(4 * MIB);
		List<CallRecord> kept = takeAll(journal);
		assertThat(kept).startsWith(records.toArray(new CallRecord[0]));
		assertThat(ended(journal, 100)).hasSize(100);
	}

	@Test
	void isOneProcesssAtATime() throws IOException {
		open();
		assertThatThrownBy(this::open).isInstanceOf(JournalInUse.class);
	}

	private static void overwrite(Path file, long at, byte[] bytes) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			channel.write(ByteBuffer.wrap(bytes), at);
		}
	}

}
