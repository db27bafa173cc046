package dev.serai.gateway.routing;

/**
 * The weights of the factors of a score; their sum is 1.
 */
public record Weights(double performance, double cost, double availability, double capability) {

	/** Weights from percentages, which add up to 100. */
	static Weights ofPercent(double performance, double cost, double availability, double capability) {
		return new Weights(performance / 100, cost / 100, availability / 100, capability / 100);
	}

}
