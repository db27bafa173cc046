package dev.serai.gateway.fallback;

import java.time.Duration;

import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.routing.Gate;
import org.jspecify.annotations.Nullable;

/** Blocks deployments whose breaker is open or whose account is cooling down. */
public record HealthGate(Breakers breakers, Cooldowns cooldowns) implements Gate {

	@Override
	public Gate.@Nullable Block check(Deployment deployment) {
		if (this.breakers.isOpen(deployment.id())) {
			return new Gate.Block(Gate.Kind.BREAKER, this.breakers.openFor());
		}
		String account = deployment.provider().quotaGroup();
		Duration rest = this.cooldowns.remaining(account);
		return rest.isZero() ? null
				: new Gate.Block(this.cooldowns.isSpent(account) ? Gate.Kind.NO_QUOTA : Gate.Kind.RATE_LIMIT, rest);
	}

}
