package dev.serai.ledger;

/**
 * The deployment of a call or attempt.
 *
 * @param deployment its id, {@code provider/model}
 * @param simulated whether the provider was simulated
 */
public record Served(String deployment, String provider, String model, boolean simulated) {

	public Served {
		deployment = Text.fitting(deployment, CallRecord.LONGEST_NAME * 2);
		provider = Text.fitting(provider, CallRecord.LONGEST_NAME);
		model = Text.fitting(model, CallRecord.LONGEST_NAME);
	}

}
