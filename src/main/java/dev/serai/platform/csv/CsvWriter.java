package dev.serai.platform.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Arrays;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Writes CSV as in RFC 4180, with commas and CRLF. Numbers stay numbers. Text that a
 * spreadsheet would evaluate as a formula is prefixed with an apostrophe, so that opening
 * a file never runs text from callers.
 */
public final class CsvWriter {

	private static final String FORMULA_STARTS = "=+-@\t\r\n";

	private final CSVPrinter printer;

	/**
	 * @param out the target; it is not closed here
	 * @param columns the header row
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

	/**
	 * Writes a row of texts, numbers and other objects as text; null is an empty cell.
	 */
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
		// In spreadsheets that separate cells by semicolon or tab, a new cell starts
		// after each of them.
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

	/** Spreadsheets ignore leading blanks and treat full-width signs like ASCII ones. */
	private static boolean isFormula(String text) {
		String seen = text.stripLeading();
		return (!seen.isEmpty() && FORMULA_STARTS.indexOf(narrow(seen.charAt(0))) >= 0)
				|| (!text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0);
	}

	/** Returns the ASCII character for a full-width one. */
	private static char narrow(char c) {
		return (c >= '\uFF01' && c <= '\uFF5E') ? (char) (c - 0xFEE0) : c;
	}

}
