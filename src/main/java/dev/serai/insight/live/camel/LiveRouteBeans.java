package dev.serai.insight.live.camel;

import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.people.SignIn;
import dev.serai.admin.people.camel.Operators;
import dev.serai.gateway.call.camel.Calls;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.gateway.routing.Policies;
import dev.serai.insight.live.DeploymentStates;
import dev.serai.insight.live.EndedCalls;
import dev.serai.insight.live.LiveView;
import dev.serai.insight.live.SystemStatus;
import dev.serai.insight.routes.camel.OperatorRoutes;
import dev.serai.insight.routes.camel.RouteCounts;
import dev.serai.insight.routes.camel.RouteMap;
import dev.serai.insight.sample.SampleTraffic;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of the routes that show what is going on. */
@Configuration(proxyBeanMethods = false)
class LiveRouteBeans {

	@Bean
	LiveSteps liveSteps(LiveView view, SignIn signIn, DeploymentStates deployments, Policies policies,
			SystemStatus status, CamelContext context, OperatorRoutes operatorRoutes, RouteCounts counts,
			ObjectMapper json) {
		return new LiveSteps(view, signIn, deployments, policies, status, new RouteMap(context, operatorRoutes, counts),
				json);
	}

	@Bean("tell-onlookers")
	Processor tellOnlookers(EndedCalls calls) {
		return exchange -> calls.ended(Calls.of(exchange));
	}

	@Bean("look-on")
	Processor lookOn(LiveSteps steps) {
		return steps::lookOn;
	}

	@Bean("list-deployments")
	Processor listDeployments(LiveSteps steps) {
		return steps::listDeployments;
	}

	@Bean("list-policies")
	Processor listPolicies(LiveSteps steps) {
		return steps::listPolicies;
	}

	@Bean("list-routes")
	Processor listRoutes(LiveSteps steps) {
		return steps::listRoutes;
	}

	@Bean("show-status")
	Processor showStatus(LiveSteps steps) {
		return steps::showStatus;
	}

	@Bean("start-sample-traffic")
	Processor startSampleTraffic(SampleTraffic sample, ObjectMapper json) {
		JsonAnswers answers = new JsonAnswers(json);
		return exchange -> answers.reply(exchange, 202,
				Map.of("calls", sample.start(Operators.of(exchange), JsonAnswers.body(exchange))));
	}

}
