package dev.serai.benchmark;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import dev.serai.gateway.call.Caller;
import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.Decision;
import dev.serai.gateway.call.PriceStatus;
import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.ConfigFile;
import dev.serai.gateway.catalog.Deployment;
import dev.serai.gateway.catalog.Model;
import dev.serai.gateway.catalog.Provider;
import dev.serai.gateway.operation.Capability;
import dev.serai.gateway.operation.Modality;
import dev.serai.gateway.operation.chat.ChatRequest;
import dev.serai.gateway.operation.chat.ChatRequest.OutputFormat;
import dev.serai.gateway.operation.chat.ChatRequest.Sampling;
import dev.serai.gateway.operation.chat.Message;
import dev.serai.gateway.routing.Affinity;
import dev.serai.gateway.routing.DecisionJson;
import dev.serai.gateway.routing.Gate;
import dev.serai.gateway.routing.LiveMetrics;
import dev.serai.gateway.routing.Observation;
import dev.serai.gateway.routing.Policies;
import dev.serai.gateway.routing.PolicyReader;
import dev.serai.gateway.routing.RatioScorer;
import dev.serai.gateway.routing.Router;
import dev.serai.gateway.routing.RoutingRequest;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A decision among 50 deployments, and its JSON. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RoutingBenchmark {

	private static final int DEPLOYMENTS = 50;

	private Router router;

	private RoutingRequest request;

	private Decision decision;

	@Setup
	public void prepare() {
		Policies policies = PolicyReader.read(ConfigFile.find(Path.of("config"), "policies.yaml"));
		LiveMetrics metrics = new LiveMetrics(policies.halfLife(), System::nanoTime);
		List<Deployment> deployments = new ArrayList<>();
		for (int i = 0; i < DEPLOYMENTS; i++) {
			Deployment deployment = deployment(i);
			deployments.add(deployment);
			for (int n = 0; n < 10; n++) {
				metrics.observe(deployment.id(), Observation.answered(100.0 + 7 * i, 200 + n, 2000 + 30 * i));
			}
		}
		this.router = new Router(new Catalog(deployments), policies, metrics, new RatioScorer(RoutingBenchmark::cost),
				(provider, chat) -> Optional.empty(), Gate.OPEN, new Affinity(System::nanoTime));
		this.request = new RoutingRequest(chat(), 1500, new Caller(new UUID(0, 9), new UUID(0, 1), "team",
				new UUID(0, 2), "key", ZoneOffset.UTC, Set.of("auto")), null, "session");
		this.decision = this.router.decide(this.request);
		if (this.decision.candidates().size() != DEPLOYMENTS) {
			throw new IllegalStateException("Not all deployments are candidates");
		}
	}

	@Benchmark
	public Decision decide() {
		return this.router.decide(this.request);
	}

	@Benchmark
	public String json() {
		return DecisionJson.write(this.decision);
	}

	private static Deployment deployment(int i) {
		Provider provider = new Provider("provider" + i % 10, "openai", URI.create("https://example.com/v1"), null, "q",
				null, new Provider.Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(60),
						Duration.ofSeconds(30)),
				Map.of(), false);
		Model model = new Model("model-" + i, Set.of("model-" + i + "-latest"), 200_000, 32_000,
				EnumSet.allOf(Modality.class), EnumSet.allOf(Capability.class), 0.7 + i % 7 / 25.0);
		return new Deployment(provider.name() + "/" + model.name(), provider, model, model.name(), List.of());
	}

	private static Cost cost(Deployment deployment, long in, long out) {
		BigDecimal rate = BigDecimal.valueOf(deployment.id().hashCode() & 0xff, 1);
		BigDecimal usd = rate.multiply(BigDecimal.valueOf(in))
			.add(rate.multiply(BigDecimal.valueOf(4 * out)))
			.movePointLeft(6);
		return new Cost(usd, PriceStatus.KNOWN);
	}

	private static ChatRequest chat() {
		List<Message> messages = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			messages.add(new Message.User(List.of(new Message.Part.Text("Which of them is the best?")), null));
		}
		return new ChatRequest("auto", messages, List.of(new ChatRequest.Tool("find", null, null, null)), null, null,
				new OutputFormat.Text(), new Sampling(null, null, null, List.of(), null, null), 1000, 1, null, true,
				false, null, Map.of());
	}

}
