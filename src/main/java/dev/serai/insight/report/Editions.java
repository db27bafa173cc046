package dev.serai.insight.report;

import java.time.Clock;

/**
 * Provides the figures of past periods. Once a report was sent, its figures do not
 * change.
 */
public final class Editions {

	private final Accounts accounts;

	private final Deliveries deliveries;

	private final Clock clock;

	public Editions(Accounts accounts, Deliveries deliveries, Clock clock) {
		this.accounts = accounts;
		this.deliveries = deliveries;
		this.clock = clock;
	}

	/**
	 * Returns the figures of the last closed period: as they were sent, or as they would
	 * be sent now.
	 */
	public Figures preview(Report report) {
		Span span = report.timetable().closed(this.clock.instant());
		return this.deliveries.figures(report.id(), span)
			.map(FiguresJson::read)
			.orElseGet(() -> this.accounts.of(report, span));
	}

	/** Returns the figures of a period and stores them for all later attempts. */
	Figures settled(Report report, Span span) {
		String figures = this.deliveries.figures(report.id(), span)
			.orElseGet(
					() -> this.deliveries.settle(report.id(), span, FiguresJson.write(this.accounts.of(report, span))));
		return FiguresJson.read(figures);
	}

}
