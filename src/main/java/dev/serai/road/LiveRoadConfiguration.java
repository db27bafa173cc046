package dev.serai.road;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.live.DeploymentStates;
import dev.serai.live.EndedCalls;
import dev.serai.live.LiveView;
import dev.serai.live.SystemStatus;
import dev.serai.people.SignIn;
import dev.serai.routing.Policies;
import org.apache.camel.Processor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of the routes that show what is going on. */
@Configuration(proxyBeanMethods = false)
class LiveRoadConfiguration {

	@Bean
	LiveSteps liveSteps(LiveView view, SignIn signIn, DeploymentStates deployments, Policies policies,
			SystemStatus status, ObjectMapper json) {
		return new LiveSteps(view, signIn, deployments, policies, status, json);
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

	@Bean("show-status")
	Processor showStatus(LiveSteps steps) {
		return steps::showStatus;
	}

}
