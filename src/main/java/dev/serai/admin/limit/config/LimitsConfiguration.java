package dev.serai.admin.limit.config;

import java.time.Clock;
import java.util.List;

import dev.serai.admin.limit.LimitAdministration;
import dev.serai.gateway.access.KeyDirectory;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.limit.CurrentLimits;
import dev.serai.gateway.limit.LimitDirectory;
import dev.serai.gateway.limit.Limiter;
import dev.serai.gateway.limit.Limits;
import dev.serai.gateway.limit.jdbc.JdbcLimits;
import dev.serai.gateway.routing.Policies;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.config.Recurring;
import dev.serai.platform.config.SeraiProperties;
import dev.serai.platform.database.Database;
import dev.serai.platform.redis.Nodes;
import dev.serai.platform.redis.Redis;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How much may be used, by one node or by all that share a Redis. */
@Configuration(proxyBeanMethods = false)
class LimitsConfiguration {

	@Bean
	LimitDirectory limitDirectory(Database database) {
		return new JdbcLimits(database);
	}

	@Bean
	CurrentLimits currentLimits(LimitDirectory directory) {
		return new CurrentLimits(directory);
	}

	@Bean
	Limiter limiter(ObjectProvider<Redis> redis, ObjectProvider<Nodes> nodes, MeterRegistry meters) {
		Limiter limiter = new Limiter(System::nanoTime, redis.getIfAvailable(), nodes.getIfAvailable());
		FunctionCounter.builder("serai.limits.alone", limiter, Limiter::decidedAlone)
			.description("Calls that this node let in or refused by its own share because Redis did not answer")
			.register(meters);
		return limiter;
	}

	@Bean
	Limits limits(CurrentLimits current, Limiter limiter, Catalog catalog, SeraiProperties serai) {
		return new Limits(current, limiter, name -> canonical(catalog, name), serai.assumedOutputTokens());
	}

	/** The model that a name stands for; a policy's name stands for itself. */
	private static String canonical(Catalog catalog, String name) {
		Deployment one = catalog.find(name).orElse(null);
		if (one != null) {
			return one.model().name();
		}
		List<Deployment> all = catalog.ofModel(name);
		return all.isEmpty() ? name : all.getFirst().model().name();
	}

	@Bean
	LimitAdministration limitAdministration(LimitDirectory limits, CurrentLimits current, TeamDirectory teams,
			KeyDirectory keys, Catalog catalog, Policies policies, AuditTrail audit) {
		return new LimitAdministration(limits, current, teams, keys, name -> canonical(catalog, name).equals(name)
				&& (!catalog.ofModel(name).isEmpty() || policies.find(name) != null), audit, Clock.systemUTC());
	}

	/**
	 * Which limits hold. On a thread of its own: a database that hangs must not keep the
	 * nodes from hearing of each other.
	 */
	@Bean
	Recurring limitNews(CurrentLimits current) {
		return new Recurring("limit-news").every(CurrentLimits.REFRESH_INTERVAL, current::refresh);
	}

	/**
	 * Goes on with the calls under way, and tells the other nodes that this one is there.
	 */
	@Bean
	Recurring limitUpkeep(Limiter limiter, ObjectProvider<Nodes> nodes) {
		Recurring upkeep = new Recurring("limit-upkeep").every(Limiter.UPKEEP_INTERVAL, limiter::upkeep)
			.nowAndEvery(Limiter.TELL_INTERVAL, limiter::tellAll);
		nodes.ifAvailable(all -> upkeep.nowAndEvery(Nodes.INTERVAL, all::beat).last(all::leave));
		return upkeep;
	}

}
