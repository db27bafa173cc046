package dev.serai.ledger.jdbc;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import dev.serai.ledger.audit.Canonical;
import org.jspecify.annotations.Nullable;

/**
 * Maps objects to the columns of a table. A batch is sent as one array for each column,
 * so a statement costs the same to parse for one row as for a thousand. Immutable.
 *
 * @param <T> the type that a row is made from
 */
public final class Columns<T> {

	/**
	 * How an array is sent: binary for these types, which are those that the driver
	 * supports.
	 */
	private enum Wire {

		INT4(Integer[]::new), INT8(Long[]::new), FLOAT8(Double[]::new), BOOL(Boolean[]::new), TEXT(String[]::new);

		private final IntFunction<Object[]> array;

		Wire(IntFunction<Object[]> array) {
			this.array = array;
		}

		/** Any other type is sent as text. */
		static Wire of(String type) {
			return switch (type) {
				case "int4" -> INT4;
				case "int8" -> INT8;
				case "float8" -> FLOAT8;
				case "bool" -> BOOL;
				default -> TEXT;
			};
		}

		String type() {
			return name().toLowerCase(Locale.ROOT);
		}

		@Nullable Object encode(@Nullable Object value) {
			return (this == TEXT && value != null) ? value.toString() : value;
		}

	}

	private record Column<T>(String name, String type, Wire wire, Function<T, @Nullable Object> value) {

		void put(Canonical canonical, T row) {
			Object found = this.value.apply(row);
			switch (this.type) {
				case "uuid" -> canonical.id(this.name, (UUID) found);
				case "timestamptz" -> canonical.moment(this.name, (Instant) found);
				case "bool" -> canonical.truth(this.name, (Boolean) found);
				case "int4", "int8" -> canonical.number(this.name, (Number) found);
				case "float8" -> canonical.fraction(this.name, (Double) found);
				case "numeric" -> canonical.decimal(this.name, (BigDecimal) found);
				default -> canonical.text(this.name, (String) found);
			}
		}

		void put(Canonical canonical, ResultSet row) throws SQLException {
			switch (this.type) {
				case "uuid" -> canonical.id(this.name, row.getObject(this.name, UUID.class));
				case "timestamptz" -> {
					OffsetDateTime moment = row.getObject(this.name, OffsetDateTime.class);
					canonical.moment(this.name, (moment != null) ? moment.toInstant() : null);
				}
				case "bool" -> canonical.truth(this.name, row.getObject(this.name, Boolean.class));
				case "int4", "int8" -> canonical.number(this.name, (Number) row.getObject(this.name));
				case "float8" -> canonical.fraction(this.name, row.getObject(this.name, Double.class));
				case "numeric" -> canonical.decimal(this.name, row.getBigDecimal(this.name));
				default -> canonical.text(this.name, row.getString(this.name));
			}
		}

		Array array(Connection connection, List<T> rows) throws SQLException {
			Object[] elements = this.wire.array.apply(rows.size());
			Arrays.setAll(elements, i -> this.wire.encode(this.value.apply(rows.get(i))));
			return connection.createArrayOf(this.wire.type(), elements);
		}

	}

	private final List<Column<T>> columns;

	private Columns(List<Column<T>> columns) {
		this.columns = columns;
	}

	public static <T> Columns<T> none() {
		return new Columns<>(List.of());
	}

	/**
	 * Adds a column.
	 * @param type the type's name in PostgreSQL
	 */
	public Columns<T> with(String name, String type, Function<T, @Nullable Object> value) {
		List<Column<T>> more = new ArrayList<>(this.columns);
		more.add(new Column<>(name, type, Wire.of(type), value));
		return new Columns<>(List.copyOf(more));
	}

	/** Adds columns whose values come from a part of the object. */
	public <P> Columns<T> with(Function<T, P> part, Columns<P> columns) {
		List<Column<T>> more = new ArrayList<>(this.columns);
		columns.columns
			.forEach(c -> more.add(new Column<>(c.name, c.type, c.wire, row -> c.value.apply(part.apply(row)))));
		return new Columns<>(List.copyOf(more));
	}

	/** Returns {@code a, b, c}. */
	public String names() {
		return this.columns.stream().map(Column::name).collect(Collectors.joining(", "));
	}

	/**
	 * Applies a function to each column and joins the results: {@code a = f(a), b =
	 * f(b)}.
	 */
	public String each(UnaryOperator<String> text) {
		return this.columns.stream().map(Column::name).map(text).collect(Collectors.joining(", "));
	}

	/**
	 * Returns a query for the rows of a batch: {@code SELECT a::x, b::y FROM unnest(…) AS
	 * t(a, b)}, for the arrays that {@link #bind} sets.
	 */
	public String select() {
		String typed = this.columns.stream()
			.map(column -> column.name + "::" + column.type)
			.collect(Collectors.joining(", "));
		String arrays = this.columns.stream()
			.map(column -> "?::" + column.wire.type() + "[]")
			.collect(Collectors.joining(", "));
		return "SELECT %s FROM unnest(%s) AS t(%s)".formatted(typed, arrays, names());
	}

	/**
	 * Returns the matching columns ordered by name, so that their form does not depend on
	 * the order of declaration.
	 */
	public Columns<T> named(Predicate<String> names) {
		return new Columns<>(this.columns.stream()
			.filter(column -> names.test(column.name))
			.sorted(Comparator.comparing(Column::name))
			.toList());
	}

	/** Adds an object's values to the hashed form. */
	void put(Canonical canonical, T row) {
		this.columns.forEach(column -> column.put(canonical, row));
	}

	/** Adds a row's values: the same bytes as the object's, if nothing was changed. */
	void put(Canonical canonical, ResultSet row) throws SQLException {
		for (Column<T> column : this.columns) {
			column.put(canonical, row);
		}
	}

	public void bind(PreparedStatement statement, List<T> rows) throws SQLException {
		for (int i = 0; i < this.columns.size(); i++) {
			statement.setArray(i + 1, this.columns.get(i).array(statement.getConnection(), rows));
		}
	}

}
