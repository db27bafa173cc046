package dev.serai.replay;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * Providers' answers through the whole gateway: recorded ones, where a collection of them
 * is at hand, and our own.
 */
class ReplayTest {

	private static final Path RECORDINGS = Path.of("../shared/recordings");

	private static final Path FIXTURES = Path.of("src/test/resources/fixtures");

	private static final int SEEDS = 2;

	private static List<Recording> recorded = List.of();

	private static List<Recording> fixtures;

	private static Stage stage;

	@BeforeAll
	static void start() {
		recorded = Files.isDirectory(RECORDINGS) ? Recording.chats(RECORDINGS) : List.of();
		fixtures = Files.isDirectory(FIXTURES) ? Recording.chats(FIXTURES) : List.of();
		List<Recording> all = new ArrayList<>(recorded);
		all.addAll(fixtures);
		stage = new Stage(all);
	}

	@AfterAll
	static void stop() {
		stage.close();
	}

	@TestFactory
	Stream<DynamicTest> recordedAnswersReachTheCallerAndTheLedgerWhole() {
		Assumptions.assumeFalse(recorded.isEmpty(), "No recordings at " + RECORDINGS);
		return replayed(recorded);
	}

	@TestFactory
	Stream<DynamicTest> ownAnswersReachTheCallerAndTheLedgerWhole() {
		return replayed(fixtures);
	}

	@TestFactory
	Stream<DynamicTest> signedReasoningComesBackToItsProvider() {
		return Stream.concat(fixtures.stream(), recorded.stream())
			.filter(NextTurn::isSigned)
			.map(recording -> dynamicTest(recording.id(), () -> NextTurn.check(recording, stage)));
	}

	private static Stream<DynamicTest> replayed(List<Recording> recordings) {
		LedgerRows ledger = new LedgerRows(stage.gateway().database());
		Stream<DynamicTest> answers = recordings.stream()
			.map(recording -> dynamicTest(recording.id(), () -> replay(recording, ledger)));
		Stream<DynamicTest> read = Stream.of(dynamicTest("every call has its row", ledger::read));
		Stream<DynamicTest> rows = recordings.stream()
			.map(recording -> dynamicTest(recording.id() + " in the ledger", () -> ledger.check(recording)));
		return Stream.of(answers, read, rows).flatMap(tests -> tests);
	}

	private static void replay(Recording recording, LedgerRows ledger) {
		Expectation expected = Expectation.of(recording);
		for (boolean includeUsage : recording.stream() ? new boolean[] { false, true } : new boolean[] { false }) {
			for (Cut cut : cuts(recording)) {
				if (includeUsage && rests(expected)) {
					return;
				}
				Heard heard = stage.ask(recording, Asking.of(recording, includeUsage), cut);
				ledger.made(recording, expected, heard);
				new Comparison(recording, expected, heard, includeUsage).check();
				if (recording.expect().isObject()) {
					HandWritten.check(recording, heard, includeUsage);
				}
			}
		}
	}

	/** A provider that has failed may be at rest by now, and is not asked again. */
	private static boolean rests(Expectation expected) {
		return expected.error() != null && !expected.error().shown();
	}

	private static List<Cut> cuts(Recording recording) {
		List<Cut> cuts = new ArrayList<>(List.of(Cut.WHOLE));
		if (recording.isEvents() && !rests(Expectation.of(recording))) {
			cuts.add(Cut.every(7));
			for (int seed = 0; seed < SEEDS; seed++) {
				cuts.add(Cut.atRandom(recording.id().hashCode() + seed));
			}
		}
		return cuts;
	}

}
