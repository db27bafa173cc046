package dev.serai.insight.forecast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Traffic that was recorded elsewhere, as series. */
final class Traces {

	static final Path DIRECTORY = Path.of("../shared/traces");

	private static final int PER_HOUR = 6;

	private Traces() {
	}

	/**
	 * Requests an hour of a real client, two weeks of them.
	 * @param file a rate a second for each 10 minutes
	 */
	static double[] hours(String file) {
		List<String> lines = lines(DIRECTORY.resolve("servegen/language").resolve(file));
		double[] hours = new double[lines.size() / PER_HOUR];
		for (int i = 0; i < hours.length * PER_HOUR; i++) {
			hours[i / PER_HOUR] += Double.parseDouble(lines.get(i).split(",", 3)[1]) * 600;
		}
		return hours;
	}

	static double[] together(List<double[]> several) {
		double[] sum = new double[several.getFirst().length];
		several.forEach(one -> {
			for (int i = 0; i < sum.length; i++) {
				sum[i] += one[i];
			}
		});
		return sum;
	}

	/** By the hour, from a Monday on; which day it was is not in the traces. */
	static Series series(double[] hours) {
		return Series.hours(ZoneId.of("UTC"), Instant.parse("2026-06-01T00:00:00Z"), hours);
	}

	/** Single requests of an hour, by the minute: Azure's. */
	static Series azureMinutes(String file) {
		List<String> lines = lines(DIRECTORY.resolve("azure_llm_2023").resolve(file));
		List<Double> seconds = new ArrayList<>();
		Instant first = null;
		for (String line : lines.subList(1, lines.size())) {
			Instant at = LocalDateTime.parse(line.substring(0, line.indexOf(',')).replace(' ', 'T'))
				.toInstant(ZoneOffset.UTC);
			first = (first == null) ? at : first;
			seconds.add(Duration.between(first, at).toMillis() / 1000.0);
		}
		return minutes(seconds);
	}

	/** Single requests of an hour, by the minute: Mooncake's. */
	static Series mooncakeMinutes() {
		List<Double> seconds = new ArrayList<>();
		for (String line : lines(DIRECTORY.resolve("mooncake/conversation_trace.jsonl"))) {
			String number = line.replaceFirst(".*\"timestamp\": *([0-9]+).*", "$1");
			seconds.add(Long.parseLong(number) / 1000.0);
		}
		return minutes(seconds);
	}

	private static Series minutes(List<Double> seconds) {
		double last = seconds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
		double[] minutes = new double[(int) (last / 60)];
		for (double second : seconds) {
			int minute = (int) (second / 60);
			if (minute < minutes.length) {
				minutes[minute]++;
			}
		}
		return Series.plain(minutes);
	}

	private static List<String> lines(Path file) {
		try {
			return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
