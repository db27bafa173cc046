package dev.serai.insight.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.CategoryStyler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A chart of daily spend, readable on light and dark backgrounds. The series with the
 * highest cost have their own colours; the others share one.
 */
final class SpendChart {

	/** In pixels; shown at two thirds of that or smaller. */
	static final int WIDTH = 900;

	static final int HEIGHT = 480;

	private static final Logger LOG = LoggerFactory.getLogger(SpendChart.class);

	/**
	 * Colours that people with colour vision deficiencies can distinguish; the last is
	 * for all other series.
	 */
	private static final List<String> COLOURS = List.of("#4477AA", "#EE6677", "#228833", "#CCBB44", "#66CCEE",
			"#AA3377", "#8A929C");

	private static final String OTHERS = "others";

	private static final Color INK = new Color(0x80, 0x87, 0x91);

	private static final Color FAINT = new Color(0x80, 0x87, 0x91, 0x50);

	private static final Color CLEAR = new Color(0, 0, 0, 0);

	private static final DateTimeFormatter MONTH_AND_DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

	private static final int MOST_DATES = 7;

	/** The opacity of days before the period. */
	private static final int PALE = 0x55;

	private final List<Figures.Day> days;

	private final List<Series> series;

	/** The number of days before the period. */
	private final int earlier;

	private SpendChart(List<Figures.Day> days, List<Series> series, int earlier) {
		this.days = days;
		this.series = series;
		this.earlier = earlier;
	}

	/**
	 * A series with its colour.
	 *
	 * @param name its name
	 * @param perDay its cost by day
	 */
	record Series(String name, String colour, List<BigDecimal> perDay) {
	}

	static SpendChart of(Figures figures) {
		Map<String, BigDecimal> totals = new HashMap<>();
		figures.days()
			.forEach(day -> day.parts().forEach(part -> totals.merge(part.name(), part.costUsd(), BigDecimal::add)));
		List<String> dearest = totals.entrySet()
			.stream()
			.sorted(Map.Entry.<String, BigDecimal>comparingByValue(Comparator.reverseOrder())
				.thenComparing(Map.Entry.comparingByKey()))
			.map(Map.Entry::getKey)
			.toList();
		List<Series> series = new ArrayList<>();
		int own = (dearest.size() <= COLOURS.size()) ? dearest.size() : COLOURS.size() - 1;
		for (int i = 0; i < own; i++) {
			String name = dearest.get(i);
			series.add(new Series(Label.of(name), COLOURS.get(i), perDay(figures.days(), List.of(name))));
		}
		if (own < dearest.size()) {
			series.add(new Series(OTHERS, COLOURS.getLast(),
					perDay(figures.days(), dearest.subList(own, dearest.size()))));
		}
		int earlier = (int) figures.days().stream().filter(day -> day.date().isBefore(figures.firstDay())).count();
		return new SpendChart(figures.days(), series, earlier);
	}

	private static List<BigDecimal> perDay(List<Figures.Day> days, List<String> names) {
		return days.stream()
			.map(day -> day.parts()
				.stream()
				.filter(part -> names.contains(part.name()))
				.map(Figures.Part::costUsd)
				.reduce(BigDecimal.ZERO, BigDecimal::add))
			.toList();
	}

	/** Returns the legend, highest cost first. */
	List<Series> legend() {
		return this.series;
	}

	/**
	 * Returns whether the chart shows days before the period, paler than the period's.
	 */
	boolean hasEarlierDays() {
		return this.earlier > 0 && !this.series.isEmpty();
	}

	/**
	 * Returns the chart as PNG; empty without spend, or when the machine has no fonts.
	 */
	byte[] png() {
		if (this.series.isEmpty()) {
			return new byte[0];
		}
		try {
			BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
			Graphics2D graphics = image.createGraphics();
			try {
				chart().paint(graphics, WIDTH, HEIGHT);
			}
			finally {
				graphics.dispose();
			}
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			ImageIO.write(image, "png", out);
			return out.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (Error ex) {
			if (ex instanceof OutOfMemoryError || ex instanceof StackOverflowError) {
				throw ex;
			}
			// Without fonts, Java throws a plain Error or fails to initialise a class.
			LOG.warn("Reports have no chart, because this machine has no fonts. Install fontconfig and a font", ex);
			return new byte[0];
		}
	}

	private CategoryChart chart() {
		CategoryChart chart = new CategoryChartBuilder().width(WIDTH).height(HEIGHT).build();
		CategoryStyler styler = chart.getStyler();
		Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 25);
		styler.setStacked(true);
		styler.setChartBackgroundColor(CLEAR);
		styler.setPlotBackgroundColor(CLEAR);
		styler.setPlotBorderVisible(false);
		styler.setChartTitleVisible(false);
		styler.setLegendVisible(false);
		styler.setChartPadding(8);
		styler.setAvailableSpaceFill(0.8);
		styler.setAxisTickLabelsFont(font);
		styler.setXAxisTickLabelsColor(INK);
		styler.setYAxisTickLabelsColor(INK);
		styler.setAxisTicksLineVisible(false);
		styler.setPlotGridVerticalLinesVisible(false);
		styler.setPlotGridLinesColor(FAINT);
		styler.setPlotGridLinesStroke(new BasicStroke(1.5f));
		styler.setYAxisMin(0.0);
		styler.setLocale(Locale.ROOT);
		styler.setXAxisMaxLabelCount(MOST_DATES);
		styler.setSeriesColors(
				parts().map(part -> part.pale() ? pale(part.series()) : Color.decode(part.series().colour()))
					.toArray(Color[]::new));
		styler.setyAxisTickLabelsFormattingFunction(value -> NumberText.plainUsd(BigDecimal.valueOf(value)));
		List<String> dates = this.days.stream().map(day -> MONTH_AND_DAY.format(day.date())).toList();
		List<Part> parts = parts().toList();
		for (int i = 0; i < parts.size(); i++) {
			// The mail shows the names beside the chart; indexes keep equal names apart.
			chart.addSeries(Integer.toString(i), dates, values(parts.get(i)));
		}
		return chart;
	}

	/** Each series twice where there are days before the period: pale before it. */
	private Stream<Part> parts() {
		return this.series.stream()
			.flatMap(each -> (this.earlier > 0) ? Stream.of(new Part(each, true), new Part(each, false))
					: Stream.of(new Part(each, false)));
	}

	private List<Double> values(Part part) {
		return IntStream.range(0, this.days.size())
			.mapToObj(
					day -> ((day < this.earlier) == part.pale()) ? part.series().perDay().get(day).doubleValue() : 0.0)
			.toList();
	}

	private static Color pale(Series series) {
		Color full = Color.decode(series.colour());
		return new Color(full.getRed(), full.getGreen(), full.getBlue(), PALE);
	}

	/** The days of a series before the period, or in it. */
	private record Part(Series series, boolean pale) {
	}

}
