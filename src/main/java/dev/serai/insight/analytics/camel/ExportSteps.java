package dev.serai.insight.analytics.camel;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.gateway.http.CsvStream;
import dev.serai.gateway.http.camel.CsvReply;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.gateway.http.camel.Query;
import dev.serai.insight.analytics.ExportPeriod;
import dev.serai.platform.contract.camel.ApiSteps;
import dev.serai.platform.database.RouteQuery;
import dev.serai.platform.error.ApiError;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.apache.camel.component.jdbc.JdbcConstants;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves exports: tables that routes named {@code direct:export-<name>} read from the
 * ledger.
 */
@ApiSteps("export-steps")
public final class ExportSteps {

	private static final Logger LOG = LoggerFactory.getLogger(ExportSteps.class);

	private static final String ADDRESS = "direct://export-";

	private static final String EXPORT = "export";

	private static final String PERIOD = "export-period";

	private static final String CSV = "export-csv";

	private static final String USD = "_usd";

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private final CamelContext context;

	private final Clock clock;

	private final JsonAnswers answers;

	ExportSteps(CamelContext context, Clock clock, ObjectMapper json) {
		this.context = context;
		this.clock = clock;
		this.answers = new JsonAnswers(json);
	}

	/** Lists the available exports by name. */
	public void listExports(Exchange exchange) {
		this.answers.list(exchange,
				this.context.getRoutes()
					.stream()
					.filter(route -> address(route).startsWith(ADDRESS))
					.map(route -> new Export(address(route).substring(ADDRESS.length()), route.getDescription()))
					.sorted(Comparator.comparing(Export::name))
					.toList());
	}

	/**
	 * Finds the export that the path names and sets its query parameters. The endpoint
	 * address uses the name of an existing route, never raw text of the request.
	 */
	public void prepare(Exchange exchange) {
		String wanted = exchange.getMessage().getHeader("name", "", String.class);
		String name = this.context.getRoutes()
			.stream()
			.map(ExportSteps::address)
			.filter(address -> address.equals(ADDRESS + wanted))
			.map(address -> address.substring(ADDRESS.length()))
			.findFirst()
			.orElseThrow(() -> ApiError
				.of(404, "invalid_request_error", "export_not_found", "There is no export with this name.")
				.refused());
		ExportPeriod period = ExportPeriod.of(Query.of(exchange, ExportPeriod.Wanted.class), this.clock);
		UUID team = period.team();
		exchange.setProperty(EXPORT, name);
		exchange.setProperty(PERIOD, period);
		exchange.setProperty(CSV, CsvReply.isWanted(exchange));
		Message message = exchange.getMessage();
		message.removeHeaders("*");
		message.setHeader("from", period.from().toString());
		message.setHeader("to", period.to().toString());
		message.setHeader("team", (team != null) ? team.toString() : "");
	}

	/** Turns the rows in the body into the response. */
	public void write(Exchange exchange) {
		Message message = exchange.getMessage();
		Set<?> names = message.getHeader(JdbcConstants.JDBC_COLUMN_NAMES, Set.of(), Set.class);
		List<String> columns = names.stream().map(String::valueOf).toList();
		List<List<@Nullable Object>> rows = new ArrayList<>();
		for (Object row : message.getBody(List.class)) {
			Map<?, ?> values = (Map<?, ?>) row;
			rows.add(columns.stream().<@Nullable Object>map(column -> value(column, values.get(column))).toList());
		}
		String name = exchange.getProperty(EXPORT, String.class);
		ExportPeriod period = exchange.getProperty(PERIOD, ExportPeriod.class);
		if (exchange.getProperty(CSV, Boolean.class)) {
			CsvReply.put(exchange, "%s-%s-to-%s.csv".formatted(name, day(period.from()), day(period.to())),
					new CsvStream(columns, List.of(rows).iterator(),
							page -> page.stream().map(List::toArray).toList()));
			return;
		}
		this.answers.reply(exchange, 200,
				new Table(name, period, columns, rows.stream().map(row -> object(columns, row)).toList()));
	}

	/** Ends the request with the error that a query's failure means for the caller. */
	public void explainFailure(Exchange exchange) {
		Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
		String name = exchange.getProperty(EXPORT, String.class);
		LOG.error("The query of the export {} failed", name, failure);
		throw (RouteQuery.isOutage(failure)
				? ApiError.unavailable("dependency_unavailable", "The records cannot be reached now. Try again.",
						RETRY_AFTER)
				: ApiError.of(500, "server_error", "export_failed",
						"The query of the export " + name + " has failed. The log says why."))
			.refused();
	}

	private static LocalDate day(Instant time) {
		return LocalDate.ofInstant(time, ZoneOffset.UTC);
	}

	private static String address(Route route) {
		return route.getEndpoint().getEndpointUri();
	}

	/** Amounts (columns that end in {@code _usd}) become decimal strings. */
	private static @Nullable Object value(String column, @Nullable Object value) {
		return (value instanceof BigDecimal amount && column.endsWith(USD))
				? amount.stripTrailingZeros().toPlainString() : RouteQuery.plain(value);
	}

	private static Map<String, @Nullable Object> object(List<String> columns, List<@Nullable Object> row) {
		Map<String, @Nullable Object> object = new LinkedHashMap<>();
		for (int i = 0; i < columns.size(); i++) {
			object.put(columns.get(i), row.get(i));
		}
		return object;
	}

	private record Export(String name, @Nullable String description) {
	}

	private record Table(String name, ExportPeriod period, List<String> columns, List<?> data) {
	}

}
