package dev.serai.insight.report;

import java.time.Clock;

/**
 * What reports say of periods that are over. Once one was sent, it says the same for
 * good.
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

	/** Of the last period that is over: as it was sent, or as it would be sent now. */
	public Figures preview(Report report) {
		Span span = report.timetable().closed(this.clock.instant());
		return this.deliveries.figures(report.id(), span)
			.map(FiguresJson::read)
			.orElseGet(() -> this.accounts.of(report, span));
	}

	/** What is sent of a period, now and ever after. */
	Figures settled(Report report, Span span) {
		String figures = this.deliveries.figures(report.id(), span)
			.orElseGet(
					() -> this.deliveries.settle(report.id(), span, FiguresJson.write(this.accounts.of(report, span))));
		return FiguresJson.read(figures);
	}

}
