package dev.serai.gateway.routing;

import java.util.ArrayList;
import java.util.List;

import dev.serai.gateway.call.Cost;
import dev.serai.gateway.call.Decision.Candidate;
import dev.serai.gateway.call.Decision.Factor;

/**
 * Scores by live metrics. Each factor is a ratio to the best candidate, so a difference
 * of 1 % counts a hundredth of a difference of 100 %:
 * <ul>
 * <li><b>performance</b>: the shortest expected time for the whole answer, divided by the
 * candidate's. With few observations a deployment's time is drawn towards the shortest: a
 * new one counts as equal to the best until it is measured, and never as better.
 * <li><b>cost</b>: the lowest expected cost divided by the candidate's. An unknown price
 * scores 0; a free deployment scores 1.
 * <li><b>availability</b>: 1 − (error rate / 0.5)², relative to the best candidate's.
 * Occasional failures cost little; at an error rate of 50 % nothing is left.
 * <li><b>capability</b>: the rating relative to the best candidate's.
 * </ul>
 * Thread-safe.
 */
public final class RatioScorer implements Scorer {

	/** The assumed output tokens while no deployment has answered. */
	private static final double ASSUMED_OUTPUT = 300;

	/** The weight of an assumption, in answers. */
	private static final double ASSUMPTION = 1;

	private static final double HOPELESS_ERROR_RATE = 0.5;

	private final CostEstimator costEstimator;

	public RatioScorer(CostEstimator costEstimator) {
		this.costEstimator = costEstimator;
	}

	@Override
	public List<Candidate> score(RoutingRequest request, Weights weights, List<Contender> contenders) {
		Comparison comparison = new Comparison(request, contenders, this.costEstimator);
		List<Candidate> candidates = new ArrayList<>(contenders.size());
		for (int i = 0; i < contenders.size(); i++) {
			candidates.add(comparison.candidate(i, weights));
		}
		return candidates;
	}

	/** Compares the contenders of one call. */
	private static final class Comparison {

		private final int size;

		private final List<Contender> contenders;

		private final double[] latencies;

		private final double[] costs;

		private final Cost[] estimates;

		private final double[] reliabilities;

		private double bestLatency = Double.POSITIVE_INFINITY;

		private double leastCost = Double.POSITIVE_INFINITY;

		private double bestReliability;

		private double bestCapability;

		Comparison(RoutingRequest request, List<Contender> contenders, CostEstimator costEstimator) {
			this.size = contenders.size();
			this.contenders = contenders;
			this.latencies = new double[this.size];
			this.costs = new double[this.size];
			this.estimates = new Cost[this.size];
			this.reliabilities = new double[this.size];
			Integer named = request.asked().maxOutputTokens();
			long most = (named != null) ? named : 0;
			double usual = usualOutput();
			for (int i = 0; i < this.size; i++) {
				double output = expectedOutput(i, usual, most);
				this.estimates[i] = costEstimator.estimate(contenders.get(i).deployment(), request.inputTokens(),
						Math.round(output));
				measure(i, output);
			}
			assumeLatencies(most > 0 ? Math.min(usual, most) : usual);
		}

		private Sums seen(int i) {
			return this.contenders.get(i).seen();
		}

		private double rating(int i) {
			return this.contenders.get(i).deployment().model().capability();
		}

		/** Returns the mean length of answers over all contenders. */
		private double usualOutput() {
			double tokens = ASSUMED_OUTPUT * ASSUMPTION;
			double answers = ASSUMPTION;
			for (int i = 0; i < this.size; i++) {
				tokens += seen(i).tokens();
				answers += seen(i).answers();
			}
			return tokens / answers;
		}

		private double expectedOutput(int i, double usual, long most) {
			Sums sums = seen(i);
			double expected = (sums.tokens() + usual * ASSUMPTION) / (sums.answers() + ASSUMPTION);
			return Math.max(1, (most > 0) ? Math.min(most, expected) : expected);
		}

		private void measure(int i, double output) {
			Sums sums = seen(i);
			if (sums.timed()) {
				this.latencies[i] = sums.latencyMs(output);
				this.bestLatency = Math.min(this.bestLatency, this.latencies[i]);
			}
			this.costs[i] = Math.max(0, this.estimates[i].usd().doubleValue());
			if (!this.estimates[i].isUnknown()) {
				this.leastCost = Math.min(this.leastCost, this.costs[i]);
			}
			double failing = Math.min(1, sums.errorRate() / HOPELESS_ERROR_RATE);
			this.reliabilities[i] = 1 - failing * failing;
			this.bestReliability = Math.max(this.bestReliability, this.reliabilities[i]);
			this.bestCapability = Math.max(this.bestCapability, rating(i));
		}

		private void assumeLatencies(double usual) {
			if (this.bestLatency == Double.POSITIVE_INFINITY) {
				this.bestLatency = Sums.ASSUMED_FIRST_TOKEN_MS + usual * Sums.ASSUMED_MS_PER_TOKEN;
			}
			for (int i = 0; i < this.size; i++) {
				Sums sums = seen(i);
				double own = sums.timed() ? this.latencies[i] : this.bestLatency;
				this.latencies[i] = own + (this.bestLatency - own) * ASSUMPTION / (sums.answers() + ASSUMPTION);
			}
		}

		/** Returns the contender at this index with its score and reasons. */
		Candidate candidate(int i, Weights weights) {
			Factor performance = factor("performance", this.latencies[i], "ms", this.bestLatency / this.latencies[i],
					weights.performance());
			Factor cost = this.estimates[i].isUnknown()
					? factor("cost", this.costs[i], "usd, price unknown", 0, weights.cost())
					: factor("cost", this.costs[i], "usd", ratio(this.leastCost, this.costs[i]), weights.cost());
			Factor availability = factor("availability", 1 - seen(i).errorRate(), "share",
					ratio(this.reliabilities[i], this.bestReliability), weights.availability());
			double rating = rating(i);
			Factor capability = factor("capability", rating, "rating", ratio(rating, this.bestCapability),
					weights.capability());
			double score = Math.min(1, performance.contribution() + cost.contribution() + availability.contribution()
					+ capability.contribution());
			List<Factor> factors = this.contenders.get(i).inSession()
					? List.of(performance, cost, availability, capability, factor("session", 1, "served it last", 1, 0))
					: List.of(performance, cost, availability, capability);
			return new Candidate(this.contenders.get(i).deployment().id(), score, factors);
		}

		private static Factor factor(String name, double value, String unit, double ratio, double weight) {
			return new Factor(name, value, unit, ratio, weight, ratio * weight);
		}

		/** Returns lesser / greater, both at least 0; 1 where both are 0. */
		private static double ratio(double lesser, double greater) {
			return (greater == 0) ? 1 : lesser / greater;
		}

	}

}
