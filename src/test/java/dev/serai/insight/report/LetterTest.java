package dev.serai.insight.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.imageio.ImageIO;

import dev.serai.platform.mail.DashboardLinks;
import dev.serai.platform.mail.OutgoingMail;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LetterTest {

	private static final UUID ID = UUID.fromString("00000000-0000-0000-0000-00000000002a");

	private static final Letter LETTER = new Letter(new DashboardLinks(() -> "https://serai.example.com"));

	private static OutgoingMail mail(Figures figures) {
		return LETTER.mail(ID, List.of("ada@example.com"), figures);
	}

	private static String plain(String text) {
		return text.replace('\u00a0', ' ');
	}

	@Test
	void saysWhatWasSpentOnWhat() throws IOException {
		Figures figures = Samples.month("Costs of search", "Search", "gpt-5.6", "answers");
		OutgoingMail mail = mail(figures);
		Path shown = Files.createDirectories(Path.of("target/letters"));
		Files.writeString(shown.resolve("month.html"), LETTER.page(figures));
		Files.writeString(shown.resolve("month.txt"), mail.text());
		assertThat(mail.subject()).isEqualTo("AI spend of team Search, 1 to 31 Oct 2026: 4 464.14 USD");
		assertThat(mail.id()).isEqualTo("serai.report." + ID);
		for (String letter : List.of(plain(mail.html()), plain(mail.text()))) {
			assertThat(letter).contains("4 464.14 USD", "+22.3 %", "3 650.50 USD", "48 211", "99.2 %", "1 204.12 USD")
				.contains("Costs of search", "gpt-5.6", "claude-sonnet-4-9", "(none)", "0.00021 USD")
				.contains("+500.10 USD", "\u2212270.10 USD", "+302.70 USD")
				.contains("89 %", "105 %", "Tue 20 Oct 2026", "441.29 USD", "169.73 USD")
				.contains("Expected cost of the month until 30 Nov 2026", "4 410.00 USD",
						"95 % range: 3 900.00 USD to 5 020.00 USD", "12.50 USD were charged by simulated providers")
				.contains("41 calls", "Models: gemini-3-pro", "1 Oct 2026, 00:00 to 1 Nov 2026, 00:00",
						"Europe/Berlin");
		}
		assertThat(mail.html()).contains("src=\"cid:chart\"").doesNotContain(" th:", "<script", "http://");
		assertThat(ImageIO.read(new ByteArrayInputStream(mail.images().getFirst().content())).getWidth())
			.isEqualTo(SpendChart.WIDTH);
	}

	@Test
	@DisplayName("A mail links to what it speaks of")
	void linksLeadToWhatAMailSpeaksOf() {
		OutgoingMail mail = mail(Samples.month("Costs of search", "Search", "gpt-5.6", "answers"));
		String scope = "team=00000000-0000-0000-0000-000000000007";
		for (String letter : List.of(mail.html().replace("&amp;", "&"), mail.text())) {
			assertThat(letter)
				.contains("https://serai.example.com/#/costs?from=2026-10-01&period=custom&" + scope + "&to=2026-10-31")
				.contains("https://serai.example.com/#/forecast?" + scope)
				.contains("https://serai.example.com/#/governance?tab=budgets")
				.contains("https://serai.example.com/#/reports");
		}
		assertThat(mail.html().replace("&amp;", "&")).contains(
				"https://serai.example.com/#/calls?from=2026-10-01&model=gpt-5.6&period=custom&teamId=00000000",
				"https://serai.example.com/#/costs?from=2026-10-20&period=custom&" + scope + "&to=2026-10-20");
	}

	@Test
	@DisplayName("The chart of a week shows the week before in paler colours, and the mail says so")
	void theWeekBeforeIsPaler() throws IOException {
		Figures month = Samples.month("Weekly", "Search", "gpt-5.6", "answers");
		LocalDate first = LocalDate.parse("2026-10-19");
		Figures week = new Figures(month.report(), month.scope(), month.team(), "weekly", month.timeZone(),
				Instant.parse("2026-10-18T22:00:00Z"), Instant.parse("2026-10-25T23:00:00Z"), first, first.plusDays(6),
				month.total(), month.before(), month.chartBy(), month.days().subList(11, 25), month.lines(),
				month.budgets(), month.forecast(), month.anomalies(), month.simulatedUsd(), month.teamId());
		OutgoingMail mail = mail(week);
		Files.writeString(Files.createDirectories(Path.of("target/letters")).resolve("week.html"), LETTER.page(week));
		assertThat(mail.html()).contains("Paler bars: before the period, 12 Oct 2026 to 18 Oct 2026");
		BufferedImage chart = ImageIO.read(new ByteArrayInputStream(mail.images().getFirst().content()));
		assertThat(opacity(chart, 0.1, 0.5)).isLessThan(0xB0);
		assertThat(opacity(chart, 0.6, 0.95)).isEqualTo(0xFF);
		assertThat(mail(month).html()).doesNotContain("Paler bars");
	}

	/**
	 * Returns the highest opacity of any coloured point between two parts of the width.
	 */
	private static int opacity(BufferedImage chart, double from, double to) {
		int most = 0;
		for (int x = (int) (chart.getWidth() * from); x < chart.getWidth() * to; x++) {
			for (int y = 20; y < chart.getHeight() - 60; y++) {
				Color point = new Color(chart.getRGB(x, y), true);
				boolean coloured = Math.max(point.getRed(), Math.max(point.getGreen(), point.getBlue()))
						- Math.min(point.getRed(), Math.min(point.getGreen(), point.getBlue())) > 0x30;
				most = coloured ? Math.max(most, point.getAlpha()) : most;
			}
		}
		return most;
	}

	@Test
	void theTableHasEveryNumber() throws IOException {
		OutgoingMail mail = mail(Samples.month("r", "Search", "gpt-5.6", "answers"));
		assertThat(mail.attachments().getFirst().fileName()).isEqualTo("spend-2026-10-01-to-2026-10-31.csv");
		List<CSVRecord> rows = rows(mail);
		assertThat(rows.getFirst().toMap()).containsAllEntriesOf(Map.of("kind", "total", "calls", "48211", "cost_usd",
				"4464.14", "cost_usd_before", "3650.5", "saved_usd", "1204.118", "unknown_price_calls", "41"));
		BigDecimal days = rows.stream()
			.filter(row -> row.get("kind").equals("day"))
			.map(row -> new BigDecimal(row.get("cost_usd")))
			.reduce(BigDecimal.ZERO, BigDecimal::add);
		assertThat(days).isEqualByComparingTo("4464.14");
	}

	private static List<CSVRecord> rows(OutgoingMail mail) throws IOException {
		String csv = new String(mail.attachments().getFirst().content(), StandardCharsets.UTF_8);
		return CSVFormat.RFC4180.builder()
			.setHeader()
			.setSkipHeaderRecord(true)
			.get()
			.parse(new StringReader(csv))
			.getRecords();
	}

	@Test
	@DisplayName("P19: what was settled is read as it was, and the same figures become the same letter")
	void theSameFiguresBecomeTheSameLetter() {
		Figures figures = Samples.month("r", "Search", "gpt-5.6", "answers");
		Figures again = FiguresJson.read(FiguresJson.write(figures));
		assertThat(FiguresJson.write(again)).isEqualTo(FiguresJson.write(figures));
		assertThat(mail(again)).usingRecursiveComparison().isEqualTo(mail(figures));
	}

	@ParameterizedTest
	@DisplayName("F05: whatever a name holds is text in a mail")
	@ValueSource(strings = { "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "\"onmouseover=\"alert(1)",
			"javascript:alert(1)", "![x](https://evil.example/x.png)", "[[${T(java.lang.Runtime)}]]", "__${7*7}__",
			"[(${7*7})]", "a\r\nBcc: eve@evil.example", "\u202egnp.exe\u202c", "a\u0000b" })
	void namesAreText(String name) throws IOException {
		OutgoingMail mail = mail(Samples.month(name, name, name, name));
		String html = mail.html();
		assertThat(html.split("<img ", -1)).as("the chart is the only picture").hasSize(2);
		assertThat(html).doesNotContain("<script", "onerror=alert(1)>", "\"onmouseover", "href=\"javascript", ">49<",
				"\u202e", "\u0000");
		assertThat(html.split("href=\"", -1)).hasSizeGreaterThan(3)
			.allMatch(rest -> rest.startsWith("https://serai.example.com/#/") || rest.startsWith("<!DOCTYPE"));
		assertThat(mail.text()).doesNotContain("\u202e", "\u0000").doesNotContain("\nBcc:");
		assertThat(mail.subject()).doesNotContain("\r", "\n");
		Path shown = Files.createDirectories(Path.of("target/letters"));
		Files.writeString(shown.resolve("hostile.html"), LETTER.page(Samples.month(name, name, name, name)));
	}

	@ParameterizedTest
	@DisplayName("F06: no cell of the attached table is a formula")
	@ValueSource(strings = { "=HYPERLINK(\"https://evil.example\")", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1",
			"=cmd|' /C calc'!A0" })
	void noCellIsAFormula(String name) throws IOException {
		List<CSVRecord> rows = rows(mail(Samples.month("r", "t", name, name)));
		assertThat(rows.stream().map(row -> row.get("name"))).contains("'" + name.replace("\t", "\t'"))
			.doesNotContain(name);
		assertThat(rows.stream().flatMap(CSVRecord::stream))
			.noneMatch(cell -> cell.startsWith("=") || cell.startsWith("@") || cell.startsWith("+"));
	}

	@Test
	@DisplayName("F11: a period without calls has a report that says so")
	void aPeriodWithoutCalls() throws IOException {
		Figures.Sums none = new Figures.Sums(0, 0, 0, 0, 0, 0, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO,
				BigDecimal.ZERO);
		LocalDate day = LocalDate.parse("2028-02-29");
		Figures figures = new Figures("Daily", "all", null, "daily", "UTC", Instant.parse("2028-02-29T00:00:00Z"),
				Instant.parse("2028-03-01T00:00:00Z"), day, day, none, none, "team",
				List.of(new Figures.Day(day, BigDecimal.ZERO, List.of())), List.of(), List.of(), null, List.of(),
				BigDecimal.ZERO, null);
		OutgoingMail mail = mail(figures);
		assertThat(mail.subject()).isEqualTo("AI spend of all teams, 29 Feb 2028: 0.00 USD");
		assertThat(mail.html()).contains("There were no calls in this period.", "unchanged").doesNotContain("<img");
		assertThat(mail.text()).contains("There were no calls in this period.");
		assertThat(mail.images()).isEmpty();
		assertThat(rows(mail)).hasSize(2);
		Files.createDirectories(Path.of("target/letters"));
		Files.writeString(Path.of("target/letters/empty.html"), LETTER.page(figures));
	}

	@ParameterizedTest
	@CsvSource({ "0, 0.00", "1234567.891, 1 234 567.89", "1, 1.00", "0.5, 0.50", "0.00021, 0.00021",
			"0.000001, 0.000001", "0.0123456, 0.0123", "-3.456, \u22123.46", "1E-9, 0.000000001", "0.9996, 1.00",
			"0.12345, 0.123", "12E3, 12 000.00" })
	void amountsHaveEnoughDigits(BigDecimal amount, String text) {
		assertThat(plain(NumberText.plainUsd(amount))).isEqualTo(text);
	}

}
