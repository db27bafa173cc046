package dev.serai.platform.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Arrays;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as RFC 4180 says, with commas and CRLF. Numbers stay numbers; a text that a
 * spreadsheet would take for a formula gets an apostrophe in front, so that opening a
 * file never runs what a caller made up.
 */
public final class CsvWriter {

	private static final String FORMULA_STARTS = "=+-@\t\r\n";

	private final CSVPrinter printer;

	/**
	 * @param out where the file goes; it is not closed here
	 * @param columns the first row
	 */
	public CsvWriter(Appendable out, String... columns) {
		try {
			this.printer = new CSVPrinter(out, CSVFormat.RFC4180);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		row((Object[]) columns);
	}

	/** A row of texts, numbers and what has a text; null is an empty cell. */
	public void row(@Nullable Object... cells) {
		try {
			this.printer.printRecord(Arrays.stream(cells).map(CsvWriter::harmless).toArray());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static @Nullable Object harmless(@Nullable Object cell) {
		if (cell instanceof BigDecimal amount) {
			return amount.toPlainString();
		}
		if (cell == null || cell instanceof Number) {
			return cell;
		}
		String text = cell.toString();
		// Where a semicolon or a tab parts cells, what follows one begins another.
		StringBuilder safe = new StringBuilder(text.length() + 1);
		for (int i = 0; i <= text.length(); i++) {
			boolean begins = i == 0 || text.charAt(i - 1) == ';' || text.charAt(i - 1) == '\t';
			if (begins && isFormula(text.substring(i))) {
				safe.append('\'');
			}
			if (i < text.length()) {
				safe.append(text.charAt(i));
			}
		}
		return safe.toString();
	}

	/** Spreadsheets look past blanks, and take full-width signs for plain ones. */
	private static boolean isFormula(String text) {
		String seen = text.stripLeading();
		return (!seen.isEmpty() && FORMULA_STARTS.indexOf(narrow(seen.charAt(0))) >= 0)
				|| (!text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0);
	}

	/** The ASCII sign that a full-width one looks like. */
	private static char narrow(char c) {
		return (c >= '\uFF01' && c <= '\uFF5E') ? (char) (c - 0xFEE0) : c;
	}

}
