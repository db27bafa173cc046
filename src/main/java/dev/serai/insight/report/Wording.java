package dev.serai.insight.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.serai.platform.mail.DashboardLinks;
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

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

	private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);

	private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);

	private final Figures figures;

	private final ReportLinks links;

	private Wording(Figures figures, ReportLinks links) {
		this.figures = figures;
		this.links = links;
	}

	/**
	 * @param image the address of the chart; null when there is none
	 */
	static View of(Figures figures, DashboardLinks links, SpendChart chart, @Nullable String image) {
		return new Wording(figures, new ReportLinks(figures, links)).view(chart, image);
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
				DAY.format(this.figures.days().getFirst().date()), DAY.format(this.figures.days().getLast().date()),
				chart.legend().stream().map(each -> new View.Colour(each.name(), each.colour())).toList(),
				this.figures.budgets().stream().map(Wording::meter).toList(), movers(), tables(), savings(), forecast(),
				this.figures.anomalies()
					.stream()
					.map(odd -> new View.Odd(WEEKDAY.format(odd.date()), NumberText.usd(odd.costUsd()),
							NumberText.usd(odd.usualUsd()), this.links.day(odd.date())))
					.toList(),
				notes(), footer(), chart.hasEarlierDays() ? earlier() : null,
				new View.Links(this.links.costs(), this.links.budgets(), this.links.forecast(), this.links.reports()));
	}

	private static String scope(Figures figures) {
		return (figures.team() != null) ? "team " + Label.of(figures.team()) : "all teams";
	}

	private static String period(Figures figures) {
		LocalDate first = figures.firstDay();
		LocalDate last = figures.lastDay();
		if (first.equals(last)) {
			return DAY.format(last);
		}
		String start = (first.getYear() != last.getYear()) ? DAY.format(first)
				: (first.getMonth() != last.getMonth()) ? first.getDayOfMonth() + " " + DAY.format(first).split(" ")[1]
						: Integer.toString(first.getDayOfMonth());
		return start + " to " + DAY.format(last);
	}

	private String exact() {
		ZoneId zone = ZoneId.of(this.figures.timeZone());
		return MOMENT.format(this.figures.from().atZone(zone)) + " to " + MOMENT.format(this.figures.to().atZone(zone));
	}

	private List<View.Tile> tiles() {
		Figures.Sums total = this.figures.total();
		return List.of(
				new View.Tile("Calls", NumberText.count(total.calls()),
						NumberText.count(this.figures.before().calls()) + " in the previous period"),
				new View.Tile("Succeeded", NumberText.percent(total.successRate()),
						NumberText.count(total.failed()) + " failed, " + NumberText.count(total.refused())
								+ " refused, " + NumberText.count(total.left()) + " cancelled by the client"),
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
					NumberText.usd(line.costUsd()), line.change().signum() > 0, this.links.line(line)))
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

	private View.Table table(Figures.Kind kind, List<Figures.Line> lines) {
		List<View.Row> rows = lines.stream()
			.limit(ROWS)
			.map(line -> new View.Row(Label.of(line.name()), NumberText.usd(line.costUsd()),
					NumberText.count(line.calls()), NumberText.change(line.beforeUsd(), line.costUsd()),
					this.links.line(line)))
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
				: "Expected cost of the month until " + DAY.format(outlook.through()) + ": about "
						+ NumberText.usd(outlook.expectedUsd()) + " (95 % range: " + NumberText.usd(outlook.low())
						+ " to " + NumberText.usd(outlook.high()) + ").";
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
		return notes;
	}

	private String earlier() {
		return "Paler bars: before the period, " + DAY.format(this.figures.days().getFirst().date()) + " to "
				+ DAY.format(this.figures.firstDay().minusDays(1));
	}

	private String footer() {
		return "You get this " + this.figures.frequency() + " report because someone added your address to it in Serai."
				+ " Amounts are US dollars, rounded; the attached table has the exact values.";
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
