package dev.serai.insight.compliance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.serai.gateway.access.Operator;
import dev.serai.gateway.access.Team;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.DataProcessing;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Model;
import dev.serai.gateway.catalog.PriceList;
import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.routing.Policies;
import dev.serai.gateway.routing.Policy;
import dev.serai.insight.analytics.Dimension;
import dev.serai.insight.analytics.UsageQuery;
import dev.serai.insight.analytics.UsageSum;
import dev.serai.insight.analytics.UsageSums;
import dev.serai.platform.csv.CsvWriter;
import org.jspecify.annotations.Nullable;

/**
 * The register of models and providers: what is in use, what is declared about them, and
 * which teams may use them.
 */
public final class Register {

	private static final Duration LATELY = Duration.ofDays(30);

	private static final DataProcessing NOTHING = new DataProcessing(null, null, null, null, null);

	private final Catalog catalog;

	private final Policies policies;

	private final TeamDirectory teams;

	private final UsageSums sums;

	private final Clock clock;

	public Register(Catalog catalog, Policies policies, TeamDirectory teams, UsageSums sums, Clock clock) {
		this.catalog = catalog;
		this.policies = policies;
		this.teams = teams;
		this.sums = sums;
		this.clock = clock;
	}

	/**
	 * Returns the current register.
	 * @throws dev.serai.platform.error.CallRefused 403 for operators who do not see all
	 * teams
	 */
	public Entries entries(Operator operator) {
		operator.mustSeeAll();
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
		Map<String, Long> calls = lately(now);
		List<Team> limited = this.teams.list()
			.stream()
			.filter(team -> team.archivedAt() == null && !team.allowedModels().isEmpty())
			.toList();
		Map<String, ProviderEntry> providers = new LinkedHashMap<>();
		Map<String, List<Deployment>> models = new LinkedHashMap<>();
		for (Deployment deployment : this.catalog.deployments()) {
			Provider provider = deployment.provider();
			providers.computeIfAbsent(provider.name(), name -> entry(provider, calls));
			models.computeIfAbsent(deployment.model().name(), name -> new ArrayList<>()).add(deployment);
		}
		return new Entries(now, List.copyOf(providers.values()),
				models.values().stream().map(deployments -> entry(deployments, calls, limited)).toList());
	}

	private Map<String, Long> lately(Instant now) {
		Map<String, Long> calls = new HashMap<>();
		for (UsageSum sum : this.sums
			.sums(new UsageQuery(Dimension.DEPLOYMENT, null, now.minus(LATELY), now, null, ZoneOffset.UTC))) {
			calls.put(sum.key(), sum.measures().calls());
		}
		return calls;
	}

	private ProviderEntry entry(Provider provider, Map<String, Long> calls) {
		long sum = this.catalog.deployments()
			.stream()
			.filter(deployment -> deployment.provider().name().equals(provider.name()))
			.mapToLong(deployment -> calls.getOrDefault(deployment.id(), 0L))
			.sum();
		// Only the host of the address: paths may contain a tenant's name.
		return new ProviderEntry(provider.name(), provider.protocol(), provider.baseUrl().getHost(), provider.region(),
				provider.quotaGroup(), provider.simulated(), provider.dataProcessing(), sum);
	}

	private ModelEntry entry(List<Deployment> deployments, Map<String, Long> calls, List<Team> limited) {
		Model model = deployments.getFirst().model();
		List<DeploymentEntry> offers = deployments.stream()
			.map(deployment -> new DeploymentEntry(deployment.id(), deployment.provider().name(),
					deployment.prices().stream().map(PriceList::from).toList(),
					calls.getOrDefault(deployment.id(), 0L)))
			.toList();
		return new ModelEntry(model.name(), model.aliases().stream().sorted().toList(), model.window(),
				model.maxOutput(), words(model.inputs()), words(model.features()), model.capability(),
				model.deprecatedAt(), offers, policies(deployments), only(deployments, limited),
				offers.stream().mapToLong(DeploymentEntry::callsLast30Days).sum());
	}

	private List<String> policies(List<Deployment> deployments) {
		return this.policies.byName()
			.values()
			.stream()
			.filter(policy -> deployments.stream().anyMatch(deployment -> policy.models().names(deployment)))
			.map(Policy::name)
			.toList();
	}

	/** Returns the restricted teams that may use this model. */
	private List<String> only(List<Deployment> deployments, List<Team> limited) {
		List<String> names = new ArrayList<>(policies(deployments));
		Model model = deployments.getFirst().model();
		names.add(model.name());
		names.addAll(model.aliases());
		deployments.forEach(deployment -> names.add(deployment.id()));
		return limited.stream()
			.filter(team -> names.stream().anyMatch(team.allowedModels()::contains))
			.map(Team::name)
			.toList();
	}

	private static List<String> words(Set<? extends Enum<?>> constants) {
		return constants.stream()
			.map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.sorted()
			.toList();
	}

	/**
	 * Formats the register as CSV: providers first, then the deployments of each model.
	 */
	public static String table(Entries entries) {
		StringBuilder text = new StringBuilder();
		CsvWriter csv = new CsvWriter(text, "section", "name", "provider", "protocol", "host", "region", "agreement",
				"trains_on_data", "retention_days", "subprocessors", "transfer_mechanism", "capabilities",
				"prices_from", "deprecated_at", "policies", "teams", "calls_last_30_days");
		entries.providers().forEach(provider -> {
			DataProcessing declared = (provider.dataProcessing() != null) ? provider.dataProcessing() : NOTHING;
			csv.row("provider", provider.name(), null, provider.protocol(), provider.host(), provider.region(),
					declared(declared.agreement()), declared(declared.trainsOnData()),
					declared(declared.retentionDays()), declared(declared.subprocessors()),
					declared(declared.transferMechanism()), null, null, null, null, null, provider.callsLast30Days());
		});
		entries.models()
			.forEach(model -> model.deployments()
				.forEach(deployment -> csv.row("deployment", deployment.id(), deployment.provider(), null, null, null,
						null, null, null, null, null, joined(model.inputs()) + " " + joined(model.features()),
						joined(deployment.pricesFrom()), model.deprecatedAt(), joined(model.policies()),
						joined(model.teams()), deployment.callsLast30Days())));
		return text.toString();
	}

	private static Object declared(@Nullable Object value) {
		return (value != null) ? value : "not declared";
	}

	private static String joined(Collection<?> items) {
		return String.join(" ", items.stream().map(Object::toString).toList());
	}

	/**
	 * The content of the register.
	 *
	 * @param at when it was read
	 */
	public record Entries(Instant at, List<ProviderEntry> providers, List<ModelEntry> models) {
	}

	/**
	 * A provider.
	 *
	 * @param host the host that requests go to
	 * @param region where data is processed; null when unknown
	 * @param dataProcessing the declared terms; null when none are declared
	 */
	public record ProviderEntry(String name, String protocol, String host, @Nullable String region, String quotaGroup,
			boolean simulated, @Nullable DataProcessing dataProcessing, long callsLast30Days) {
	}

	/**
	 * A model.
	 *
	 * @param policies policies that may choose it
	 * @param teams restricted teams that may use it; unrestricted teams may use all
	 * models
	 */
	public record ModelEntry(String name, List<String> aliases, int window, int maxOutput, List<String> inputs,
			List<String> features, double capability, @Nullable LocalDate deprecatedAt,
			List<DeploymentEntry> deployments, List<String> policies, List<String> teams, long callsLast30Days) {
	}

	/**
	 * A model at a provider.
	 *
	 * @param pricesFrom the first days of its prices, oldest first; empty when unknown
	 */
	public record DeploymentEntry(String id, String provider, List<LocalDate> pricesFrom, long callsLast30Days) {
	}

}
