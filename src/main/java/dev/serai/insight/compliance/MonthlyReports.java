package dev.serai.insight.compliance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.gateway.access.Operator;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates and stores one report for each closed month. A stored report never changes; its
 * hash is in the audit log.
 */
public final class MonthlyReports {

	/** By this time, a month's last calls have ended and are in the ledger. */
	private static final Duration SETTLED = Duration.ofHours(6);

	/** At most this many missing months are created in one run. */
	private static final int MOST_MONTHS = 24;

	private static final Logger LOG = LoggerFactory.getLogger(MonthlyReports.class);

	private final Governance governance;

	private final ReportArchive archive;

	private final AuditTrail audit;

	private final ObjectMapper json;

	private final Clock clock;

	public MonthlyReports(Governance governance, ReportArchive archive, AuditTrail audit, ObjectMapper json,
			Clock clock) {
		this.governance = governance;
		this.archive = archive;
		this.audit = audit;
		this.json = json;
		this.clock = clock;
	}

	/** Creates missing reports. A month never gets a second one. */
	public void makeMissing() {
		YearMonth current = month(this.clock.instant().minus(SETTLED));
		YearMonth first = month(this.archive.beginning());
		Set<Instant> made = this.archive.entries().stream().map(ReportArchive.Entry::from).collect(Collectors.toSet());
		YearMonth month = first.isBefore(current.minusMonths(MOST_MONTHS)) ? current.minusMonths(MOST_MONTHS) : first;
		for (; month.isBefore(current); month = month.plusMonths(1)) {
			if (!made.contains(Removals.start(month))) {
				makeOrLater(month);
			}
		}
	}

	/** A month that fails does not block the others; the next run tries it again. */
	private void makeOrLater(YearMonth month) {
		try {
			make(month);
		}
		catch (CallRefused ex) {
			LOG.debug("The governance report on {} cannot be made now; trying again: {}", month, ex.getMessage());
		}
	}

	private void make(YearMonth month) {
		Period period = new Period(Removals.start(month), Removals.start(month.plusMonths(1)));
		GovernanceReport report = this.governance.report(period);
		String document = write(report);
		ReportArchive.Entry entry = new ReportArchive.Entry(UUID.randomUUID(), period.from(), period.to(),
				report.madeAt(), sha256(document));
		this.audit.changing(() -> {
			if (this.archive.add(entry, document)) {
				this.audit.record(Routine.OPERATOR, "create", "compliance_report", entry.id().toString(), null, entry);
			}
			return null;
		});
	}

	/** Returns the stored reports, latest months first. */
	public List<ReportArchive.Entry> list(Operator operator) {
		operator.mustSeeAll();
		return this.archive.entries();
	}

	/**
	 * Returns a stored report.
	 * @throws CallRefused 404 {@code report_not_found}
	 */
	public GovernanceReport find(Operator operator, UUID id) {
		operator.mustSeeAll();
		String document = this.archive.document(id).orElseThrow(() -> ApiError.notFound("report").refused());
		try {
			return this.json.readValue(document, GovernanceReport.class);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("A report that is kept cannot be read", ex);
		}
	}

	private String write(GovernanceReport report) {
		try {
			return this.json.writeValueAsString(report);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("A report cannot be written", ex);
		}
	}

	private static YearMonth month(Instant moment) {
		return YearMonth.from(moment.atZone(ZoneOffset.UTC));
	}

	private static String sha256(String document) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(document.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256", ex);
		}
	}

}
