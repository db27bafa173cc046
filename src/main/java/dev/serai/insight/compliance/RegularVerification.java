package dev.serai.insight.compliance;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import dev.serai.ledger.audit.Inspection;
import dev.serai.ledger.audit.Verdict;
import dev.serai.platform.error.CallRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies the records once a day and stores the result, so that reports need not wait
 * for a verification.
 */
public final class RegularVerification {

	private static final Logger LOG = LoggerFactory.getLogger(RegularVerification.class);

	private static final Duration OFTEN_ENOUGH = Duration.ofHours(20);

	private final Inspection inspection;

	private final ComplianceRecords records;

	private final UUID node;

	private final Clock clock;

	public RegularVerification(Inspection inspection, ComplianceRecords records, UUID node, Clock clock) {
		this.inspection = inspection;
		this.records = records;
		this.node = node;
		this.clock = clock;
	}

	/** Verifies the records unless that was done today. */
	public void verifyIfDue() {
		boolean isDue = this.records.lastVerification()
			.map(last -> last.at().isBefore(this.clock.instant().minus(OFTEN_ENOUGH)))
			.orElse(true);
		if (isDue) {
			Verdict verdict = verdict();
			if (!verdict.valid()) {
				LOG.error("The records were tampered with; first deviation: {}", verdict.first());
			}
		}
	}

	/**
	 * Verifies the records now.
	 * @throws CallRefused 409 {@code verification_running}, 503 when the records cannot
	 * be reached
	 */
	public Verdict verdict() {
		Verdict verdict = this.inspection.verdict();
		this.records.keep(LastVerification.of(this.clock.instant().truncatedTo(ChronoUnit.MILLIS), this.node, verdict));
		return verdict;
	}

}
