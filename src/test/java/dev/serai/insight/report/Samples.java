package dev.serai.insight.report;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Figures for letters. */
final class Samples {

	private static final List<String> MODELS = List.of("gpt-5.6", "claude-sonnet-4-9", "gemini-3-pro", "gpt-5.6-mini",
			"claude-haiku-4-7", "mistral-large", "llama-4-405b", "qwen-3-max", "deepseek-v4");

	private Samples() {
	}

	/** A month in which much happened, to what is called by these names. */
	static Figures month(String report, String team, String model, String feature) {
		LocalDate first = LocalDate.parse("2026-10-01");
		List<Figures.Day> days = first.datesUntil(LocalDate.parse("2026-11-01")).map(date -> {
			List<Figures.Part> parts = new ArrayList<>();
			for (int i = 0; i < MODELS.size(); i++) {
				double weekend = (date.getDayOfWeek().getValue() > 5) ? 0.3 : 1;
				double odd = (date.getDayOfMonth() == 20) ? 2.6 : 1;
				parts.add(new Figures.Part((i == 0) ? model : MODELS.get(i),
						BigDecimal.valueOf(Math.round(weekend * odd * (60.0 / (i + 1)) * 100), 2)));
			}
			return new Figures.Day(date,
					parts.stream().map(Figures.Part::costUsd).reduce(BigDecimal.ZERO, BigDecimal::add), parts);
		}).toList();
		BigDecimal total = days.stream().map(Figures.Day::costUsd).reduce(BigDecimal.ZERO, BigDecimal::add);
		Figures.Sums sums = new Figures.Sums(48_211, 47_020, 612, 391, 188, 5_120, 233, 812_345_678, 41, total,
				new BigDecimal("1204.118"), total.add(new BigDecimal("1204.118")));
		Figures.Sums before = new Figures.Sums(41_090, 40_900, 60, 100, 30, 4_000, 80, 700_000_000, 0,
				new BigDecimal("3650.5"), new BigDecimal("900"), new BigDecimal("4550.5"));
		List<Figures.Line> lines = Stream.of(line(Figures.Kind.MODEL, model, "1400.20", "900.10"),
				line(Figures.Kind.MODEL, "claude-sonnet-4-9", "731.9", "1002"),
				line(Figures.Kind.MODEL, "gemini-3-pro", "488.10", "470"),
				line(Figures.Kind.MODEL, "gpt-5.6-mini", "0.00021", "0"),
				line(Figures.Kind.FEATURE, feature, "1800.18", "1200"), line(Figures.Kind.FEATURE, "", "812.5", "801"),
				line(Figures.Kind.FEATURE, "support-summaries-for-the-german-speaking-market", "310.05", "0"),
				line(Figures.Kind.FEATURE, "a", "10", "9"), line(Figures.Kind.FEATURE, "b", "9", "9"),
				line(Figures.Kind.FEATURE, "c", "8", "9"), line(Figures.Kind.KEY, "production", "2500", "2600"),
				line(Figures.Kind.KEY, "nightly jobs", "422.7", "120"))
			.toList();
		return new Figures(report, "team", team, "monthly", "Europe/Berlin", Instant.parse("2026-09-30T22:00:00Z"),
				Instant.parse("2026-10-31T23:00:00Z"), first, LocalDate.parse("2026-10-31"), sums, before, "model",
				days, lines,
				List.of(new Figures.BudgetLine("team", team, "month", new BigDecimal("5000"), total),
						new Figures.BudgetLine("key", "nightly jobs", "month", new BigDecimal("400"),
								new BigDecimal("422.7")),
						new Figures.BudgetLine("feature", feature, "total", new BigDecimal("10000"),
								new BigDecimal("5210"))),
				new MonthOutlook(LocalDate.parse("2026-11-30"), new BigDecimal("4410"), new BigDecimal("3900"),
						new BigDecimal("5020")),
				List.of(new Figures.Anomaly(LocalDate.parse("2026-10-20"), new BigDecimal("441.29"),
						new BigDecimal("169.73"))),
				new BigDecimal("12.5"), "00000000-0000-0000-0000-000000000007");
	}

	private static Figures.Line line(Figures.Kind kind, String name, String cost, String before) {
		return new Figures.Line(kind, name, name, 12_345, 12_000, 45, name.startsWith("gemini") ? 41 : 0,
				new BigDecimal(cost), new BigDecimal(before), BigDecimal.ONE);
	}

}
