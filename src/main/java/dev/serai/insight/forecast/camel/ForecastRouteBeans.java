package dev.serai.insight.forecast.camel;

import java.util.Set;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.people.camel.Operators;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.gateway.http.camel.Query;
import dev.serai.insight.forecast.Forecasts;
import org.apache.camel.Processor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of the route about what is to be expected. */
@Configuration(proxyBeanMethods = false)
class ForecastRouteBeans {

	private static final Set<String> PARAMETERS = Set.of("measure", "team", "days", "zone");

	@Bean("show-forecast")
	Processor showForecast(Forecasts forecasts, ObjectMapper json) {
		JsonAnswers answers = new JsonAnswers(json);
		return exchange -> {
			Query query = Query.of(exchange, PARAMETERS);
			answers.reply(exchange, 200, forecasts.forecast(Operators.of(exchange), query.get("measure"),
					query.get("team"), query.get("days"), query.get("zone")));
		};
	}

}
