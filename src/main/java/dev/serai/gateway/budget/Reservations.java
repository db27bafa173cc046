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
 * Reserves the highest possible cost of each call in every hard budget that applies to
 * it, and settles the exact cost when the call ends. The actual cost stays reserved until
 * the ledger has it.
 */
public final class Reservations implements AttemptBudget {

	/**
	 * What is reserved for a call of unknown price, where such calls are allowed. It is
	 * above 0, so that no call is served once nothing is left.
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
	 * Reserves the worst-case cost of a call's first candidate.
	 * @throws CallRefused 429 {@code budget_exceeded}; 400 {@code price_unknown} when
	 * only deployments without a price could serve; 503 when the budgets cannot be
	 * checked
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
				throw Budgets.exceeded(the(budget) + " is 0: no calls are allowed.").refused();
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
			// The error of the earlier attempts is more useful to the caller.
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

	/** Returns the costs of calls that this run has reservations for, by lease. */
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

	/** Releases the reservations of calls that are in the ledger now. */
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
	 * Finds calls that are in the ledger although no confirmation arrived, because the
	 * connection to the database broke at that moment.
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

	/** Returns the number of calls with a reservation. */
	int count() {
		return this.open.size();
	}

	/** Removes deployments without a price from the plan. */
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
						"The price of this model is unknown, so its calls cannot be charged to a budget.")
				.refused();
		}
		Decision decision = call.decision();
		if (!unknown.isEmpty() && decision != null) {
			call.decided(without(decision, unknown), without(call.plan(), unknown));
		}
	}

	private static Decision without(Decision decision, List<String> unknown) {
		List<Decision.Exclusion> excluded = new ArrayList<>(decision.excluded());
		unknown.forEach(id -> excluded.add(new Decision.Exclusion(id, "price_unknown",
				"its price is unknown, and the call is charged to a budget")));
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
	 * Assumptions for reservations.
	 *
	 * @param outputCeiling output tokens, for a call that sets no limit of its own
	 * @param unknownPrice how deployments without a price are handled
	 * @param outageCover how long an outage of the database should refuse no call while
	 * much is left; at most one minute
	 */
	public record Limits(int outputCeiling, UnknownPrice.Mode unknownPrice, Duration outageCover) {
	}

}
