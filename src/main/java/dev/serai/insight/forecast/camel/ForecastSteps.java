package dev.serai.insight.forecast.camel;

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

	private final Forecasts forecasts;

	private final JsonAnswers answers;

	ForecastSteps(Forecasts forecasts, ObjectMapper json) {
		this.forecasts = forecasts;
		this.answers = new JsonAnswers(json);
	}

	/** Returns a forecast with its confidence bands. */
	public void getForecast(Exchange exchange) {
		this.answers.reply(exchange, 200,
				this.forecasts.forecast(Operators.of(exchange), Query.of(exchange, Forecasts.Question.class)));
	}

}
