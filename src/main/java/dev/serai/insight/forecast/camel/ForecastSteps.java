package dev.serai.insight.forecast.camel;

import java.util.Set;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.people.camel.Operators;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.gateway.http.camel.Query;
import dev.serai.insight.forecast.Forecasts;
import dev.serai.platform.contract.camel.ApiSteps;
import org.apache.camel.Exchange;

/** Serves the API for forecasts. */
@ApiSteps("forecast-steps")
public final class ForecastSteps {

	private static final Set<String> PARAMETERS = Set.of("measure", "team", "days", "zone");

	private final Forecasts forecasts;

	private final JsonAnswers answers;

	ForecastSteps(Forecasts forecasts, ObjectMapper json) {
		this.forecasts = forecasts;
		this.answers = new JsonAnswers(json);
	}

	/** Returns a forecast with its confidence bands. */
	public void getForecast(Exchange exchange) {
		Query query = Query.of(exchange, PARAMETERS);
		this.answers.reply(exchange, 200, this.forecasts.forecast(Operators.of(exchange), query.get("measure"),
				query.get("team"), query.get("days"), query.get("zone")));
	}

}
