package dev.serai.gateway.fallback;

import java.util.function.LongSupplier;

import dev.serai.gateway.call.Attempt;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.Decision;
import dev.serai.gateway.call.Outcome;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.cost.OwnCount;
import dev.serai.gateway.cost.Pricer;
import dev.serai.gateway.cost.UsageCheck;
import dev.serai.gateway.cost.UsageCheck.Asked;
import dev.serai.gateway.operation.ProviderFailure;
import dev.serai.gateway.operation.ProviderFailure.Kind;
import dev.serai.gateway.operation.TokenClass;
import dev.serai.gateway.operation.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Settles an attempt when it ends: its usage, its cost, and the measurements for later
 * decisions.
 */
public final class Settlement {

	private final Catalog catalog;

	private final Pricer pricer;

	private final UsageCheck check = new UsageCheck();

	private final Observer observer;

	private final LongSupplier nanoClock;

	public Settlement(Catalog catalog, Pricer pricer, Observer observer, LongSupplier nanoClock) {
		this.catalog = catalog;
		this.pricer = pricer;
		this.observer = observer;
		this.nanoClock = nanoClock;
	}

	/**
	 * Settles an attempt.
	 * @param answer Serai's own count of the answer; null when none arrived
	 */
	public void settle(Call call, Attempt attempt, Outcome outcome, @Nullable ProviderFailure failure,
			@Nullable OwnCount answer) {
		attempt.ended(outcome, failure, this.nanoClock.getAsLong());
		Deployment deployment = this.catalog.deployment(attempt.deployment());
		if (answer != null || (attempt.usage().equals(Usage.NONE) && mayBeBilled(outcome, failure, attempt))) {
			Asked asked = new Asked(call.request(), call.roughInput(), deployment, call.at());
			attempt.used(this.check.checked(attempt.usage(), asked, (answer != null) ? answer : new OwnCount(),
					outcome == Outcome.OK));
		}
		attempt.priced(attempt.usage().equals(Usage.NONE) ? Cost.ZERO : price(call, attempt, deployment));
		this.observer.ended(call, attempt);
	}

	/** The price is that of the tier that served, whichever was requested. */
	private Cost price(Call call, Attempt attempt, Deployment deployment) {
		String served = attempt.tier();
		return (served != null) ? this.pricer.price(deployment, attempt.usage(), served, call.at())
				: this.pricer.priceAsAsked(deployment, attempt.usage(), call.request().serviceTier(), call.at());
	}

	/** Computes what the decision's baseline would have cost for the same usage. */
	public void compare(Call call) {
		Decision decision = call.decision();
		if (decision == null || decision.baseline().isEmpty() || call.attempts().isEmpty()) {
			return;
		}
		this.catalog.find(decision.baseline()).ifPresent(baseline -> {
			Cost cost = baseline.id().equals(call.attempt().deployment()) ? call.attempt().cost()
					: this.pricer.price(baseline, plain(call.attempt().usage()), null, call.at());
			call.baseline(cost.isUnknown() ? null : cost.usd());
		});
	}

	/**
	 * Returns the usage with all input as plain input. Another provider may have fewer
	 * classes of tokens, and its cache would not hold what this provider's holds.
	 */
	private static Usage plain(Usage usage) {
		return Usage.builder().add(TokenClass.INPUT, usage.input()).add(TokenClass.OUTPUT, usage.output()).build();
	}

	/**
	 * Returns whether the provider may bill an attempt without an answer. A refusal costs
	 * nothing.
	 */
	private static boolean mayBeBilled(Outcome outcome, @Nullable ProviderFailure failure, Attempt attempt) {
		return switch (outcome) {
			case OK, TRUNCATED, CLIENT_CLOSED -> true;
			// An attempt that was cancelled after the request was sent may be billed.
			default -> failure != null && (failure.kind() == Kind.CANCELLED || failure.kind() == Kind.UNFINISHED
					|| (failure.kind() == Kind.BROKEN && attempt.status() == 200));
		};
	}

	/** Receives the results of attempts. */
	@FunctionalInterface
	public interface Observer {

		void ended(Call call, Attempt attempt);

	}

}
