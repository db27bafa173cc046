package dev.serai.admin.organisation.config;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

import dev.serai.admin.organisation.CacheAdministration;
import dev.serai.admin.organisation.Keys;
import dev.serai.admin.organisation.ModelHints;
import dev.serai.admin.organisation.Organisations;
import dev.serai.admin.organisation.Teams;
import dev.serai.gateway.access.KeyCache;
import dev.serai.gateway.access.KeyDirectory;
import dev.serai.gateway.access.KeyMaker;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.cache.AnswerCache;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.routing.Policies;
import dev.serai.ledger.audit.AuditTrail;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the administration of organisations, teams and keys. */
@Configuration(proxyBeanMethods = false)
class OrganisationConfiguration {

	@Bean
	CacheAdministration cacheAdministration(AnswerCache cache, TeamDirectory teams, AuditTrail audit) {
		return new CacheAdministration(cache, teams, audit);
	}

	@Bean
	Organisations organisations(TeamDirectory teams, KeyCache keyCache, AuditTrail audit, Clock clock) {
		return new Organisations(teams, keyCache, audit, Clock.tick(clock, Duration.ofMillis(1)));
	}

	@Bean
	Teams teamAdministration(TeamDirectory teams, KeyCache keyCache, AuditTrail audit, Clock clock) {
		return new Teams(teams, keyCache, audit, Clock.tick(clock, Duration.ofMillis(1)));
	}

	@Bean
	Keys keyAdministration(TeamDirectory teams, KeyDirectory keys, KeyMaker keyMaker, KeyCache keyCache,
			AuditTrail audit, Policies policies, Clock clock) {
		return new Keys(teams, keys, keyMaker, keyCache, audit, name -> policies.find(name) != null, clock);
	}

	@Bean
	ModelHints modelHints(Catalog catalog, Policies policies) {
		Set<String> known = new LinkedHashSet<>(catalog.listed().models());
		known.addAll(policies.byName().keySet());
		known.addAll(policies.fallbacks().keySet());
		return new ModelHints(known);
	}

}
