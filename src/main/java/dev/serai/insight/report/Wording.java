package dev.serai.insight.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** Formats figures for the HTML and text templates. */
final class Wording {

	private static final int ROWS = 5;

	private static final int MOVERS = 5;

	/** Changes below this share of the total spend are not listed. */
	private static final BigDecimal WORTH_TELLING = new BigDecimal("0.01");

	private static final int WARN_PERCENT = 80;

	private static final String GOOD = "#228833";

	private static final String WARN = "#B7791F";

	private static final String BAD = "#C0392B";

	private final Figures figures;

	private Wording(Figures figures) {
		this.figures = figures;
	}

	/**
	 * @param image the address of the chart; null when there is none
	 */
	static View of(Figures figures, SpendChart chart, @Nullable String image) {
		return new Wording(figures).view(chart, image);
	}

	/** Returns the mail's subject, a single line. */
	static String subject(Figures figures) {
		return "AI spend of " + scope(figures) + ", " + period(figures) + ": "
				+ NumberText.usd(figures.total().costUsd()).replace('\u00a0', ' ');
	}

	private View view(SpendChart chart, @Nullable String image) {
		Figures.Sums total = this.figures.total();
		BigDecimal change = total.costUsd().subtract(this.figures.before().costUsd());
		return new View(Label.of(this.figures.report()), scope(this.figures), period(this.figures), exact(),
				this.figures.timeZone(), NumberText.usd(total.costUsd()),
				NumberText.usd(this.figures.before().costUsd()),
				NumberText.change(this.figures.before().costUsd(), total.costUsd()),
				(change.signum() == 0) ? null : change.signum() > 0, tiles(), image, this.figures.chartBy(),
				this.figures.days().getFirst().date().toString(), this.figures.days().getLast().date().toString(),
				chart.legend().stream().map(each -> new View.Colour(each.name(), each.colour())).toList(),
				this.figures.budgets().stream().map(Wording::meter).toList(), movers(), tables(), savings(), forecast(),
				this.figures.anomalies()
					.stream()
					.map(odd -> new View.Odd(odd.date().toString(), NumberText.usd(odd.costUsd()),
							NumberText.usd(odd.usualUsd())))
					.toList(),
				notes(), footer());
	}

	private static String scope(Figures figures) {
		return (figures.team() != null) ? "team " + Label.of(figures.team()) : "all teams";
	}

	private static String period(Figures figures) {
		String first = figures.firstDay().toString();
		return figures.firstDay().equals(figures.lastDay()) ? first : first + " to " + figures.lastDay();
	}

	private String exact() {
		ZoneId zone = ZoneId.of(this.figures.timeZone());
		DateTimeFormatter iso = DateTimeFormatter.ISO_OFFSET_DATE_TIME;
		return iso.format(this.figures.from().atZone(zone)) + " to before "
				+ iso.format(this.figures.to().atZone(zone));
	}

	private List<View.Tile> tiles() {
		Figures.Sums total = this.figures.total();
		return List.of(
				new View.Tile("Calls", NumberText.count(total.calls()),
						NumberText.count(this.figures.before().calls()) + " in the previous period"),
				new View.Tile("Succeeded", NumberText.percent(total.successRate()),
						NumberText.count(total.failed()) + " failed, " + NumberText.count(total.refused())
								+ " refused, " + NumberText.count(total.left()) + " disconnected"),
				new View.Tile("Saved", NumberText.usd(total.savedUsd()), "by routing and cached answers"),
				new View.Tile("Tokens", NumberText.count(total.tokens()), NumberText.count(total.cacheHits())
						+ " cached answers, " + NumberText.count(total.failovers()) + " failovers"));
	}

	private static View.Meter meter(Figures.BudgetLine line) {
		String name = (line.scope().equals("organisation") ? "" : line.scope() + " ") + Label.of(line.owner()) + ", "
				+ (line.window().equals("total") ? "in total" : "per " + line.window());
		if (line.limitUsd().signum() == 0) {
			return new View.Meter(name, NumberText.usd(line.spentUsd()), NumberText.usd(line.limitUsd()), "\u2013",
					(line.spentUsd().signum() > 0) ? 100 : 0, BAD);
		}
		int percent = line.spentUsd()
			.multiply(BigDecimal.valueOf(100))
			.divide(line.limitUsd(), 0, RoundingMode.FLOOR)
			.min(BigDecimal.valueOf(999_999))
			.intValue();
		return new View.Meter(name, NumberText.usd(line.spentUsd()), NumberText.usd(line.limitUsd()),
				NumberText.count(percent) + "\u00a0%", Math.clamp(percent, 0, 100),
				(percent >= 100) ? BAD : (percent >= WARN_PERCENT) ? WARN : GOOD);
	}

	/** Returns the largest increases, then the largest decreases. */
	private List<View.Mover> movers() {
		BigDecimal least = this.figures.total().costUsd().max(this.figures.before().costUsd()).multiply(WORTH_TELLING);
		List<Figures.Line> moved = this.figures.lines()
			.stream()
			.filter(line -> line.change().signum() != 0 && line.change().abs().compareTo(least) >= 0)
			.toList();
		return Stream
			.concat(moved.stream()
				.filter(line -> line.change().signum() > 0)
				.sorted(Comparator.comparing(Figures.Line::change).reversed())
				.limit(MOVERS),
					moved.stream()
						.filter(line -> line.change().signum() < 0)
						.sorted(Comparator.comparing(Figures.Line::change))
						.limit(MOVERS))
			.map(line -> new View.Mover(word(line.kind()), Label.of(line.name()), NumberText.signedUsd(line.change()),
					NumberText.usd(line.costUsd()), line.change().signum() > 0))
			.toList();
	}

	private List<View.Table> tables() {
		List<View.Table> tables = new ArrayList<>();
		for (Figures.Kind kind : Figures.Kind.values()) {
			List<Figures.Line> lines = this.figures.lines()
				.stream()
				.filter(line -> line.kind() == kind && (line.calls() > 0 || line.costUsd().signum() != 0))
				.toList();
			if (!lines.isEmpty()) {
				tables.add(table(kind, lines));
			}
		}
		return tables;
	}

	private static View.Table table(Figures.Kind kind, List<Figures.Line> lines) {
		List<View.Row> rows = lines.stream()
			.limit(ROWS)
			.map(line -> new View.Row(Label.of(line.name()), NumberText.usd(line.costUsd()),
					NumberText.count(line.calls()), NumberText.change(line.beforeUsd(), line.costUsd())))
			.toList();
		return new View.Table(plural(kind), rows, (lines.size() > ROWS)
				? "And " + NumberText.count((long) lines.size() - ROWS) + " more in the attached table" : null);
	}

	private @Nullable String savings() {
		Figures.Sums total = this.figures.total();
		if (total.savedUsd().signum() == 0 || total.baselineUsd().signum() == 0) {
			return null;
		}
		return "With the policies' baseline models, the same answers would have cost "
				+ NumberText.usd(total.baselineUsd()) + ": " + NumberText.usd(total.savedUsd())
				+ ((total.savedUsd().signum() > 0) ? " saved, " : " extra, ")
				+ NumberText.percent(total.savedUsd().abs().doubleValue() / total.baselineUsd().doubleValue()) + ".";
	}

	private @Nullable String forecast() {
		MonthOutlook outlook = this.figures.forecast();
		return (outlook == null) ? null
				: "Expected cost of the month until " + outlook.through() + ": about "
						+ NumberText.usd(outlook.expectedUsd()) + " (95 % between " + NumberText.usd(outlook.low())
						+ " and " + NumberText.usd(outlook.high()) + ").";
	}

	private List<String> notes() {
		List<String> notes = new ArrayList<>();
		Figures.Sums total = this.figures.total();
		if (total.calls() == 0) {
			notes.add("There were no calls in this period.");
		}
		if (total.unknownCalls() > 0) {
			List<String> models = this.figures.lines()
				.stream()
				.filter(line -> line.kind() == Figures.Kind.MODEL && line.unknownCalls() > 0)
				.map(line -> Label.of(line.name()))
				.limit(ROWS)
				.toList();
			notes.add("The cost of " + NumberText.count(total.unknownCalls())
					+ " calls is unknown in full or in part, because a price is missing; that part is not in the sums."
					+ (models.isEmpty() ? "" : " Models: " + String.join(", ", models) + "."));
		}
		if (this.figures.simulatedUsd().signum() > 0) {
			notes.add((this.figures.simulatedUsd().compareTo(total.costUsd()) >= 0)
					? "All providers were simulated: these costs are not real."
					: NumberText.usd(this.figures.simulatedUsd())
							+ " were charged by simulated providers: these costs are not real.");
		}
		long days = ChronoUnit.DAYS.between(this.figures.firstDay(), this.figures.lastDay()) + 1;
		if (this.figures.days().size() > days && total.calls() > 0) {
			notes.add("The chart also shows days before the period.");
		}
		return notes;
	}

	private String footer() {
		return "You get this " + this.figures.frequency()
				+ " report because an administrator of Serai added your address."
				+ " Amounts are US dollars. A report does not change after it was sent.";
	}

	private static String word(Figures.Kind kind) {
		return kind.name().toLowerCase(Locale.ROOT);
	}

	private static String plural(Figures.Kind kind) {
		return switch (kind) {
			case TEAM -> "Teams";
			case MODEL -> "Models";
			case FEATURE -> "Features";
			case KEY -> "Keys";
		};
	}

}
