package dev.serai.platform.csv;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CsvWriterTest {

	@ParameterizedTest
	@ValueSource(
			strings = { "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1", "  =1", "\uFF1D1", "\n=1" })
	void aTextIsNoFormula(String text) throws IOException {
		assertThat(written(text).getFirst().get(0)).isEqualTo("'" + text.replace("\t", "\t'"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "-0.5", "12.25", "1E-7" })
	void aNumberStaysANumber(String number) throws IOException {
		assertThat(written(new BigDecimal(number)).getFirst().get(0)).isEqualTo(new BigDecimal(number).toPlainString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "x;=1+1", "x; =1", "x;\uFF1D1", "x\t@SUM(1)" })
	void whatFollowsASemicolonOrATabIsNoFormula(String text) throws IOException {
		assertThat(written(text).getFirst().get(0)).isEqualTo(text.replaceFirst("[;\t]", "$0'"));
	}

	@Property
	void aTextComesBackAsItWasButForApostrophes(@ForAll String text) throws IOException {
		String cell = written(text).getFirst().get(0);
		assertThat(cell.replace("'", "")).isEqualTo(text.replace("'", ""));
	}

	private static List<CSVRecord> written(Object cell) throws IOException {
		StringBuilder out = new StringBuilder();
		new CsvWriter(out, "column").row(cell, "end");
		List<CSVRecord> rows = CSVFormat.RFC4180.parse(new StringReader(out.toString())).getRecords();
		assertThat(rows).hasSize(2);
		return rows.subList(1, 2);
	}

}
