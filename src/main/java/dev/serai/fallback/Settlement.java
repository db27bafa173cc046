package dev.serai.fallback;

import java.util.function.LongSupplier;

import dev.serai.call.Attempt;
import dev.serai.call.Call;
import dev.serai.call.Cost;
import dev.serai.call.Decision;
import dev.serai.call.Outcome;
import dev.serai.call.ProviderFailure;
import dev.serai.call.ProviderFailure.Kind;
import dev.serai.call.TokenClass;
import dev.serai.call.Usage;
import dev.serai.catalog.Catalog;
import dev.serai.catalog.Deployment;
import dev.serai.cost.Pricer;
import dev.serai.cost.TokenEstimate;
import org.jspecify.annotations.Nullable;

/**
 * Closes the books of an attempt: what it used, what that cost, and what the next
 * decision should know of it.
 */
public final class Settlement {

	private final Catalog catalog;

	private final Pricer pricer;

	private final Observer observer;

	private final LongSupplier nanoClock;

	public Settlement(Catalog catalog, Pricer pricer, Observer observer, LongSupplier nanoClock) {
		this.catalog = catalog;
		this.pricer = pricer;
		this.observer = observer;
		this.nanoClock = nanoClock;
	}

	/**
	 * An attempt has ended.
	 * @param heard what came of the answer, for counting where the provider gave no
	 * figures; null when it gave no answer
	 */
	public void settle(Call call, Attempt attempt, Outcome outcome, @Nullable ProviderFailure failure,
			@Nullable Heard heard) {
		attempt.ended(outcome, failure, this.nanoClock.getAsLong());
		if (attempt.usage().equals(Usage.NONE) && mayBeBilled(outcome, failure, attempt, heard)) {
			attempt.used(counted(call, heard));
		}
		else if (outcome != Outcome.OK && heard != null) {
			attempt.used(atLeast(attempt.usage(), heard));
		}
		Deployment deployment = this.catalog.deployment(attempt.deployment());
		attempt.priced(attempt.usage().equals(Usage.NONE) ? Cost.ZERO
				: this.pricer.price(deployment, attempt.usage(), tier(call), call.at()));
		this.observer.ended(call, attempt);
	}

	/** Compares with what the decision's baseline would have cost for the same usage. */
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
	 * The same tokens for a provider that may know fewer classes: its cache would not
	 * hold what another provider's holds, so all input counts as plain.
	 */
	private static Usage plain(Usage usage) {
		return Usage.builder().add(TokenClass.INPUT, usage.input()).add(TokenClass.OUTPUT, usage.output()).build();
	}

	/**
	 * A refusal costs nothing. What was cut short after it had begun will be on the
	 * invoice.
	 */
	private static boolean mayBeBilled(Outcome outcome, @Nullable ProviderFailure failure, Attempt attempt,
			@Nullable Heard heard) {
		return switch (outcome) {
			case OK, TRUNCATED, CLIENT_CLOSED -> true;
			// An attempt that was given up because the call's time was up, or Serai is
			// being
			// stopped, was under way: the provider had the request.
			default -> heard != null
					|| (failure != null && (failure.kind() == Kind.CANCELLED || failure.kind() == Kind.UNFINISHED
							|| (failure.kind() == Kind.BROKEN && attempt.status() == 200)));
		};
	}

	/**
	 * A figure from an answer's beginning, such as Anthropic gives, says nothing of what
	 * came after it; no other will come once the answer is cut.
	 */
	private static Usage atLeast(Usage told, Heard heard) {
		long missing = heard.tokens() - told.output();
		return (missing > 0) ? told.plus(Usage.builder().add(TokenClass.OUTPUT, missing).estimated().build()) : told;
	}

	private static Usage counted(Call call, @Nullable Heard heard) {
		return Usage.builder()
			.add(TokenClass.INPUT, TokenEstimate.counted().of(call.request()))
			.add(TokenClass.OUTPUT, (heard == null) ? 0 : heard.tokens())
			.estimated()
			.build();
	}

	private static @Nullable String tier(Call call) {
		var tier = call.request().extras().get("service_tier");
		return (tier != null && tier.isTextual()) ? tier.textValue() : null;
	}

	/** Learns how attempts end. */
	@FunctionalInterface
	public interface Observer {

		void ended(Call call, Attempt attempt);

	}

}
