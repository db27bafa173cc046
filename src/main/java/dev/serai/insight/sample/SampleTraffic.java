package dev.serai.insight.sample;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.serai.admin.organisation.IssuedKey;
import dev.serai.admin.organisation.Keys;
import dev.serai.admin.organisation.TeamFacts;
import dev.serai.admin.organisation.Teams;
import dev.serai.admin.organisation.WantedKey;
import dev.serai.admin.organisation.WantedTeam;
import dev.serai.gateway.access.Operator;
import dev.serai.gateway.call.Caller;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.cost.Pricer;
import dev.serai.gateway.routing.Policies;
import dev.serai.insight.live.SystemStatus;
import dev.serai.ledger.CallRecord;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Sends sample calls to this program over HTTP, with keys of its own sample teams, so
 * that a new installation has data to show. Works only if every provider is simulated, so
 * a sample costs nothing.
 */
public final class SampleTraffic implements AutoCloseable {

	private static final int USUAL_CALLS = 120;

	private static final int BATCH = 500;

	/** The lifetime of the keys, in case they are not revoked. */
	private static final Duration KEY_LIFE = Duration.ofMinutes(15);

	private final Catalog catalog;

	private final Policies policies;

	private final Pricer pricer;

	private final Ledger ledger;

	private final Teams teams;

	private final Keys keys;

	private final AuditTrail audit;

	private final Supplier<URI> address;

	private final Clock clock;

	private final AtomicReference<@Nullable SampleRun> running = new AtomicReference<>();

	/**
	 * @param address the program's own address, known once the server has started
	 */
	public SampleTraffic(Catalog catalog, Policies policies, Pricer pricer, Ledger ledger, Teams teams, Keys keys,
			AuditTrail audit, Supplier<URI> address, Clock clock) {
		this.catalog = catalog;
		this.policies = policies;
		this.pricer = pricer;
		this.ledger = ledger;
		this.teams = teams;
		this.keys = keys;
		this.audit = audit;
		this.address = address;
		this.clock = clock;
	}

	/**
	 * Starts to send calls and returns at once.
	 * @param size the number of calls, and the days of earlier calls that the first
	 * sample adds to the records
	 * @return the number of calls
	 * @throws CallRefused 403; 409 {@code providers_are_real} or {@code
	 * sample_running}
	 */
	public int start(Operator operator, Size size) {
		operator.mustBeAdmin();
		int calls = (size.calls() != null) ? size.calls() : USUAL_CALLS;
		int days = (size.days() != null) ? size.days() : 0;
		if (!SystemStatus.isSimulated(this.catalog)) {
			throw conflict("providers_are_real",
					"Sample calls would be sent to real providers and cost money. They are sent only where every"
							+ " provider is simulated.");
		}
		SampleCalls source = new SampleCalls(this.catalog, this.policies.byName().keySet(), new Random());
		SampleRun run = new SampleRun(this.address.get(), calls, source, keys -> revoke(operator, keys));
		if (!this.running.compareAndSet(null, run)) {
			throw conflict("sample_running", "Sample calls are being sent already; wait for their end.");
		}
		try {
			boolean first = this.teams.list(operator).stream().noneMatch(SampleTraffic::isSample);
			Map<SampleTeam, IssuedKey> issued = newKeys(operator, calls, first ? days : 0);
			if (first && days > 0) {
				addHistory(operator, source.deployments(), issued, days);
			}
			run.start(issued, () -> this.running.set(null));
		}
		catch (RuntimeException | Error ex) {
			this.running.set(null);
			throw ex;
		}
		return calls;
	}

	private static boolean isSample(TeamFacts team) {
		return SampleTeam.ALL.stream().anyMatch(sample -> sample.name().equals(team.name()));
	}

	/** Done before the first call, so that no chart is empty at first sight. */
	private void addHistory(Operator operator, List<Deployment> deployments, Map<SampleTeam, IssuedKey> keys,
			int days) {
		Map<UUID, TeamFacts> known = this.teams.list(operator)
			.stream()
			.collect(Collectors.toMap(TeamFacts::id, Function.identity()));
		Map<SampleTeam, Caller> callers = new LinkedHashMap<>();
		keys.forEach((team, key) -> callers.put(team, new Caller(known.get(key.key().teamId()).organisationId(),
				key.key().teamId(), team.name(), key.key().id(), key.key().name(), ZoneOffset.UTC, Set.of())));
		Deployment baseline = this.policies.standard()
			.baseline()
			.stream()
			.flatMap(name -> this.catalog.ofModel(name).stream())
			.findFirst()
			.orElse(null);
		List<CallRecord> calls = new SampleHistory(deployments, this.policies.byName().keySet(), baseline, this.pricer,
				new Random())
			.before(this.clock.instant(), days, callers);
		for (int from = 0; from < calls.size(); from += BATCH) {
			this.ledger.append(calls.subList(from, Math.min(calls.size(), from + BATCH)));
		}
	}

	private static CallRefused conflict(String code, String message) {
		return ApiError.of(409, "invalid_request_error", code, message).refused();
	}

	/** Creates all keys or none: one failure rolls back the others. */
	private Map<SampleTeam, IssuedKey> newKeys(Operator operator, int calls, int days) {
		return this.audit.changing(() -> {
			Map<SampleTeam, IssuedKey> made = new LinkedHashMap<>();
			for (SampleTeam team : SampleTeam.ALL) {
				made.put(team, this.keys.create(operator, key(teamId(operator, team.name()))));
			}
			this.audit.record(operator, "start", "sample-traffic", UUID.randomUUID().toString(), null,
					Map.of("calls", calls, "days", days));
			return made;
		});
	}

	private UUID teamId(Operator operator, String name) {
		Optional<TeamFacts> there = this.teams.list(operator).stream().filter(it -> it.name().equals(name)).findFirst();
		return there.orElseGet(() -> this.teams.create(operator, new WantedTeam(name, null, null, null))).id();
	}

	private WantedKey key(UUID team) {
		return new WantedKey(team, "sample traffic", this.clock.instant().plus(KEY_LIFE), null, Set.of(SampleRun.PATH),
				null, null);
	}

	private void revoke(Operator operator, Iterable<IssuedKey> issued) {
		issued.forEach(key -> this.keys.revoke(operator, key.key().id()));
	}

	/** Whether a sample is running. */
	public boolean isRunning() {
		return this.running.get() != null;
	}

	/** Stops at once. */
	@Override
	public void close() {
		SampleRun run = this.running.get();
		if (run != null) {
			run.close();
		}
	}

	/**
	 * How much a sample has.
	 *
	 * @param calls {@value #USUAL_CALLS} when null
	 * @param days none when null
	 */
	public record Size(@Nullable Integer calls, @Nullable Integer days) {
	}

}
