package dev.serai.gateway.budget;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import dev.serai.gateway.call.Amount;
import dev.serai.gateway.call.Call;
import dev.serai.gateway.call.Caller;
import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.Decision;
import dev.serai.gateway.call.Plan;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.cost.Pricer;
import dev.serai.gateway.cost.UnknownPrice;
import dev.serai.gateway.fallback.AttemptBudget;
import dev.serai.gateway.operation.OperationRequest;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;

/**
 * Holds for each call what it may cost at most, in every hard budget that it falls under,
 * and settles exactly when it ends. What a call did cost is held until the ledger has it.
 */
public final class Reservations implements AttemptBudget {

	/**
	 * What is held for a call whose price nobody knows, where such are allowed: enough
	 * that none goes once nothing at all is left.
	 */
	private static final BigDecimal STAKE = new BigDecimal("0.000001");

	private static final Duration LOST = Duration.ofSeconds(30);

	private final Budgets budgets;

	private final BudgetLeases leases;

	private final BudgetBooks books;

	private final Catalog catalog;

	private final Pricer pricer;

	private final Limits limits;

	private final LongSupplier nanoClock;

	private final Map<UUID, Reservation> open = new ConcurrentHashMap<>();

	public Reservations(Budgets budgets, BudgetLeases leases, BudgetBooks books, Catalog catalog, Pricer pricer,
			Limits limits, LongSupplier nanoClock) {
		this.budgets = budgets;
		this.leases = leases;
		this.books = books;
		this.catalog = catalog;
		this.pricer = pricer;
		this.limits = limits;
		this.nanoClock = nanoClock;
	}

	/**
	 * Reserves the worst case of a call's first candidate.
	 * @throws CallRefused 429 {@code budget_exceeded}; 400 {@code price_unknown} when
	 * only deployments without a price could serve; 503 when the budgets cannot be asked
	 * now
	 */
	public void reserve(Call call) {
		Caller caller = call.caller();
		if (caller == null) {
			throw new IllegalStateException("A call must be authenticated before it is paid for");
		}
		List<Budget> over = this.budgets.over(caller, call.headers().feature());
		if (over.isEmpty()) {
			return;
		}
		for (Budget budget : over) {
			if (budget.limitUsd().signum() == 0) {
				throw Budgets.exceeded(the(budget) + " is 0: nothing may be spent.").refused();
			}
		}
		Foreseen foreseen = Foreseen.of(call.request());
		if (this.limits.unknownPrice() == UnknownPrice.Mode.DENY) {
			leaveOutUnknown(call, foreseen);
		}
		Deployment first = this.catalog.deployment(call.plan().deployments().getFirst());
		BigDecimal most = most(call, first, foreseen);
		List<Account> accounts = this.leases.accounts(over, call.at());
		Optional<Shortfall> shortfall = this.leases.take(accounts, most);
		if (shortfall.isPresent()) {
			throw Budgets.exceeded(explained(shortfall.get(), most)).refused();
		}
		this.open.put(call.id(), new Reservation(accounts, foreseen, most, first.id()));
		call.atEnd(this::settle);
	}

	@Override
	public boolean reserve(Call call, Deployment deployment) {
		Reservation held = this.open.isEmpty() ? null : this.open.get(call.id());
		if (held == null) {
			return true;
		}
		if (held.covers(deployment.id(), call.attempts().size())) {
			return true;
		}
		if (held.beyond.contains(deployment.id())) {
			return false;
		}
		BigDecimal need = call.cost().usd().add(most(call, deployment, held.foreseen));
		BigDecimal missing = need.subtract(held.amount);
		if (missing.signum() > 0 && !topUp(held, missing)) {
			held.beyond.add(deployment.id());
			return false;
		}
		held.covered(deployment.id(), call.attempts().size());
		return true;
	}

	private boolean topUp(Reservation held, BigDecimal missing) {
		try {
			if (this.leases.take(held.accounts, missing).isPresent()) {
				return false;
			}
			held.amount = held.amount.add(missing);
			return true;
		}
		catch (CallRefused ex) {
			// What the attempts so far came to says more to the caller than this does.
			return false;
		}
	}

	private void settle(Call call) {
		Reservation held = this.open.get(call.id());
		if (held == null) {
			return;
		}
		BigDecimal cost = call.cost().usd();
		this.leases.adjust(held.accounts, cost.subtract(held.amount));
		held.amount = cost;
		held.endedNanos = this.nanoClock.getAsLong();
		if (cost.signum() == 0) {
			this.open.remove(call.id());
		}
	}

	/** What calls that this run holds something for have cost, by lease. */
	public Map<UUID, BigDecimal> leasesOf(Collection<UUID> calls) {
		Map<UUID, BigDecimal> amounts = new HashMap<>();
		for (UUID call : calls) {
			Reservation held = this.open.get(call);
			if (held != null) {
				held.accounts.forEach(account -> amounts.merge(account.lease.id(), held.amount, BigDecimal::add));
			}
		}
		return amounts;
	}

	/** These calls are in the ledger now, and off the leases. */
	public void recorded(Collection<UUID> calls) {
		calls.forEach(this::recorded);
	}

	private void recorded(UUID call) {
		Reservation held = this.open.remove(call);
		if (held != null) {
			this.leases.recorded(held.accounts, held.amount);
		}
	}

	/**
	 * Finds calls that are in the ledger although nobody has said so: the line to the
	 * database broke just then.
	 */
	void lookForRecorded() {
		long now = this.nanoClock.getAsLong();
		List<UUID> old = new ArrayList<>();
		this.open.forEach((call, held) -> {
			if (held.endedNanos != 0 && now - held.endedNanos > LOST.toNanos()) {
				old.add(call);
			}
		});
		if (!old.isEmpty()) {
			Set<UUID> found = this.books.recorded(old);
			found.forEach(this::recorded);
		}
	}

	/** Calls that something is held for. */
	int count() {
		return this.open.size();
	}

	/** Leaves those out of the plan that have no price. */
	private void leaveOutUnknown(Call call, Foreseen foreseen) {
		List<String> deployments = call.plan().deployments();
		List<String> unknown = new ArrayList<>(0);
		for (String id : deployments) {
			if (!this.pricer.isPriced(this.catalog.deployment(id), foreseen.inputTokens(), foreseen.tier(),
					call.at())) {
				unknown.add(id);
			}
		}
		if (unknown.size() == deployments.size()) {
			throw ApiError
				.invalid("model", "price_unknown",
						"No price is known for this model, and the call would have to be paid from a budget.")
				.refused();
		}
		Decision decision = call.decision();
		if (!unknown.isEmpty() && decision != null) {
			call.decided(without(decision, unknown), without(call.plan(), unknown));
		}
	}

	private static Decision without(Decision decision, List<String> unknown) {
		List<Decision.Exclusion> excluded = new ArrayList<>(decision.excluded());
		unknown.forEach(id -> excluded
			.add(new Decision.Exclusion(id, "price_unknown", "it has no price, and the call is paid from a budget")));
		return new Decision(decision.policy(), decision.baseline(),
				decision.candidates().stream().filter(c -> !unknown.contains(c.deployment())).toList(), excluded);
	}

	private static Plan without(Plan plan, List<String> unknown) {
		return new Plan(plan.deployments().stream().filter(id -> !unknown.contains(id)).toList(), plan.attempts(),
				plan.deadline(), plan.firstToken());
	}

	private BigDecimal most(Call call, Deployment deployment, Foreseen foreseen) {
		OperationRequest request = call.request();
		Integer named = request.maxOutputTokens();
		long output = (named != null) ? named : Math.min(this.limits.outputCeiling(), deployment.model().maxOutput());
		Cost most = this.pricer.worstCase(deployment, foreseen.inputTokens(), output * request.choices(),
				foreseen.media(), foreseen.tier(), call.at());
		return most.isUnknown() ? STAKE : most.usd();
	}

	private static String explained(Shortfall shortfall, BigDecimal most) {
		Budget budget = shortfall.budget();
		return the(budget) + " (" + Amount.text(shortfall.limitUsd()) + " USD"
				+ ((budget.period() != Period.TOTAL) ? " until " + shortfall.window().end() : "") + ") has "
				+ Amount.text(shortfall.leftUsd()) + " USD left; this call may cost up to " + Amount.text(most)
				+ " USD.";
	}

	private static String the(Budget budget) {
		String period = switch (budget.period()) {
			case DAY -> "daily";
			case WEEK -> "weekly";
			case MONTH -> "monthly";
			case TOTAL -> "total";
		};
		return "The " + period + " budget of " + switch (budget.scope().kind()) {
			case ORGANISATION -> "the organisation";
			case TEAM -> "the team " + budget.owner();
			case KEY -> "the key " + budget.owner();
			case FEATURE -> "the feature " + budget.owner();
		};
	}

	/**
	 * What is reckoned with where a call does not say.
	 *
	 * @param outputCeiling tokens of output, for a call that names no limit of its own
	 * @param unknownPrice what is done about deployments without a price
	 * @param outageCover for how long an outage of the database should refuse no call
	 * while much is left; at most a minute
	 */
	public record Limits(int outputCeiling, UnknownPrice.Mode unknownPrice, Duration outageCover) {
	}

}
