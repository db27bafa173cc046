package dev.serai.gateway.http;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import dev.serai.platform.csv.CsvWriter;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file that is generated while it is read: only one page of its rows is in memory.
 */
public final class CsvStream extends InputStream {

	private final StringBuilder text = new StringBuilder();

	private final CsvWriter writer;

	private final Iterator<List<@Nullable Object[]>> pages;

	private byte[] bytes = {};

	private int position;

	/**
	 * @param rows returns the cells of a page's rows
	 */
	public <P> CsvStream(List<String> columns, Iterator<P> pages, Function<P, List<@Nullable Object[]>> rows) {
		this.writer = new CsvWriter(this.text, columns.toArray(String[]::new));
		this.pages = new Iterator<>() {

			@Override
			public boolean hasNext() {
				return pages.hasNext();
			}

			@Override
			public List<@Nullable Object[]> next() {
				return rows.apply(pages.next());
			}

		};
	}

	@Override
	public int read() {
		return isAtEnd() ? -1 : this.bytes[this.position++] & 0xFF;
	}

	@Override
	public int read(byte[] target, int offset, int length) {
		Objects.checkFromIndexSize(offset, length, target.length);
		if (length == 0) {
			return 0;
		}
		if (isAtEnd()) {
			return -1;
		}
		int count = Math.min(length, this.bytes.length - this.position);
		System.arraycopy(this.bytes, this.position, target, offset, count);
		this.position += count;
		return count;
	}

	/** Generates the next page when the current one has been read. */
	private boolean isAtEnd() {
		while (this.position == this.bytes.length) {
			if (this.text.isEmpty()) {
				if (!this.pages.hasNext()) {
					return true;
				}
				this.pages.next().forEach(this.writer::row);
			}
			this.bytes = this.text.toString().getBytes(StandardCharsets.UTF_8);
			this.position = 0;
			this.text.setLength(0);
		}
		return false;
	}

}
