package dev.serai.insight.live.camel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.people.SignedIn;
import dev.serai.admin.people.camel.Operators;
import dev.serai.admin.people.security.BrowserSessions;
import dev.serai.admin.people.security.Identification;
import dev.serai.gateway.access.Operator;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.gateway.routing.Policies;
import dev.serai.insight.live.DeploymentStates;
import dev.serai.insight.live.LiveView;
import dev.serai.insight.live.PolicyFacts;
import dev.serai.insight.live.SystemStatus;
import dev.serai.insight.routes.camel.RouteMap;
import dev.serai.insight.sample.SampleTraffic;
import dev.serai.platform.contract.camel.ApiSteps;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Serves the gateway's current state: traffic, deployments, policies, routes and status.
 */
@ApiSteps("live-steps")
public final class LiveSteps {

	private final LiveView view;

	private final BrowserSessions sessions;

	private final DeploymentStates deployments;

	private final Policies policies;

	private final SystemStatus status;

	private final RouteMap routes;

	private final SampleTraffic sample;

	private final JsonAnswers answers;

	LiveSteps(LiveView view, BrowserSessions sessions, DeploymentStates deployments, Policies policies,
			SystemStatus status, RouteMap routes, SampleTraffic sample, ObjectMapper json) {
		this.view = view;
		this.sessions = sessions;
		this.deployments = deployments;
		this.policies = policies;
		this.status = status;
		this.routes = routes;
		this.sample = sample;
		this.answers = new JsonAnswers(json);
	}

	/** Sets the reply to a stream that is read while the response is written. */
	public void streamLive(Exchange exchange) {
		InputStream pulses = this.view.open(who(exchange));
		exchange.getExchangeExtension().addOnCompletion(new Close(pulses));
		Message message = exchange.getMessage();
		message.removeHeaders("*");
		message.setBody(pulses);
		message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
		message.setHeader(Exchange.CONTENT_TYPE, "text/event-stream");
		// Spring Security adds cache-control: no-store to every response.
		message.setHeader("x-accel-buffering", "no");
	}

	/**
	 * Returns the session's operator, read again at each call because a session may end.
	 */
	private Supplier<Optional<Operator>> who(Exchange exchange) {
		SignedIn person = Identification.signedIn(Operators.request(exchange));
		if (person != null) {
			return () -> this.sessions.again(person).map(SignedIn::operator);
		}
		Optional<Operator> operator = Optional.of(Operators.of(exchange));
		return () -> operator;
	}

	public void listDeployments(Exchange exchange) {
		this.answers.list(exchange, this.deployments.list(Operators.of(exchange)));
	}

	public void listPolicies(Exchange exchange) {
		this.answers.list(exchange, PolicyFacts.list(this.policies));
	}

	public void listRoutes(Exchange exchange) {
		this.answers.reply(exchange, 200, this.routes.of(Operators.of(exchange)));
	}

	public void getStatus(Exchange exchange) {
		this.answers.reply(exchange, 200, this.status.now());
	}

	/** Starts sample calls where every provider is simulated. */
	public void startSampleTraffic(Exchange exchange) {
		this.answers.reply(exchange, 202, Map.of("calls",
				this.sample.start(Operators.of(exchange), JsonAnswers.body(exchange, SampleTraffic.Size.class))));
	}

	/** Closes the body of a reply that is never written; otherwise writing closes it. */
	private static final class Close extends SynchronizationAdapter {

		private final InputStream pulses;

		Close(InputStream pulses) {
			this.pulses = pulses;
		}

		@Override
		public void onDone(Exchange exchange) {
			try {
				this.pulses.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
