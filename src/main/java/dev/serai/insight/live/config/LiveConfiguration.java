package dev.serai.insight.live.config;

import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.organisation.Keys;
import dev.serai.admin.organisation.Teams;
import dev.serai.admin.people.config.SignInProperties;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.fallback.Breakers;
import dev.serai.gateway.fallback.Cooldowns;
import dev.serai.gateway.fallback.DeadlineMonitor;
import dev.serai.gateway.routing.LiveMetrics;
import dev.serai.gateway.cost.Pricer;
import dev.serai.gateway.routing.Policies;
import dev.serai.insight.live.DeploymentStates;
import dev.serai.insight.live.EndedCalls;
import dev.serai.insight.live.LiveView;
import dev.serai.insight.live.SystemStatus;
import dev.serai.insight.sample.SampleTraffic;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.clock.NanoClock;
import dev.serai.platform.config.AtStop;
import dev.serai.platform.redis.Redis;
import dev.serai.platform.start.Node;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires the live view. */
@Configuration(proxyBeanMethods = false)
class LiveConfiguration {

	/** More calls than end in a second on any machine measured so far. */
	private static final int CALLS_KEPT = 32_768;

	private static final int PLACES = 64;

	@Bean
	EndedCalls endedCalls() {
		return new EndedCalls(CALLS_KEPT);
	}

	@Bean
	LiveView liveView(EndedCalls calls, DeadlineMonitor deadlineMonitor, ObjectMapper json, Clock clock,
			NanoClock nanoClock) {
		return new LiveView(calls,
				operator -> operator.seesAll() ? deadlineMonitor.size()
						: deadlineMonitor.count(caller -> operator.sees(caller.teamId())),
				json, millis(clock), nanoClock, PLACES);
	}

	@Bean
	SampleTraffic sampleTraffic(Catalog catalog, Policies policies, Pricer pricer, Ledger ledger, Teams teams,
			Keys keys, AuditTrail audit, Environment environment, Clock clock) {
		return new SampleTraffic(catalog, policies, pricer, ledger, teams, keys, audit, () -> ownAddress(environment),
				millis(clock));
	}

	/** The dashboard gets times in milliseconds. */
	private static Clock millis(Clock clock) {
		return Clock.tick(clock, Duration.ofMillis(1));
	}

	/** Returns the address of this program on its own machine. */
	private static URI ownAddress(Environment environment) {
		InetAddress bound = environment.getProperty("server.address", InetAddress.class);
		String host = (bound == null || bound.isAnyLocalAddress()) ? "127.0.0.1" : bound.getHostAddress();
		return URI.create("http://" + ((host.indexOf(':') >= 0) ? "[" + host + "]" : host) + ":"
				+ environment.getRequiredProperty("local.server.port"));
	}

	/**
	 * At shutdown, sample calls and live streams end at once, so that the server waits
	 * only for real calls.
	 */
	@Bean
	AtStop endLiveViews(LiveView view, SampleTraffic sample) {
		return new AtStop(AtStop.Moment.BEFORE_THE_SERVER_WAITS, () -> {
			view.close();
			sample.close();
		});
	}

	@Bean
	DeploymentStates deploymentStates(Catalog catalog, LiveMetrics metrics, Breakers breakers, Cooldowns cooldowns,
			Clock clock) {
		return new DeploymentStates(catalog, metrics, breakers, cooldowns, millis(clock));
	}

	@Bean
	SystemStatus systemStatus(Catalog catalog, Node node, ObjectProvider<Redis> redis,
			ObjectProvider<BuildProperties> build, SignInProperties signIn, Environment environment, Clock clock) {
		BuildProperties built = build.getIfAvailable();
		String version = (built != null && built.getVersion() != null) ? built.getVersion() : "unknown";
		boolean smtp = !environment.getProperty("serai.smtp.host", "").isBlank();
		return new SystemStatus(new SystemStatus.Parts(version, node.id(), millis(clock).instant(),
				redis.getIfAvailable() != null, smtp, signIn.oidc().isConfigured()), catalog, millis(clock));
	}

}
