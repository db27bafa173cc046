package dev.serai.admin.limit.config;

import java.time.Clock;

import dev.serai.admin.limit.LimitAdministration;
import dev.serai.gateway.access.KeyDirectory;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.limit.CurrentLimits;
import dev.serai.gateway.limit.LimitDirectory;
import dev.serai.gateway.routing.Policies;
import dev.serai.ledger.audit.AuditTrail;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the administration of limits. */
@Configuration(proxyBeanMethods = false)
class LimitAdministrationConfiguration {

	@Bean
	LimitAdministration limitAdministration(LimitDirectory limits, CurrentLimits current, TeamDirectory teams,
			KeyDirectory keys, Catalog catalog, Policies policies, AuditTrail audit, Clock clock) {
		return new LimitAdministration(limits, current, teams, keys, name -> catalog.canonical(name).equals(name)
				&& (!catalog.ofModel(name).isEmpty() || policies.find(name) != null), audit, clock);
	}

}
