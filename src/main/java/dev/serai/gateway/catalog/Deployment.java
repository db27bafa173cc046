package dev.serai.gateway.catalog;

import java.util.List;

/**
 * One model at one provider: the unit of routing, prices and breakers.
 *
 * @param id {@code provider/model}, unique
 * @param provider the provider
 * @param model the model
 * @param wireName the model's name at the provider
 * @param prices price lists by date; empty when no price is known
 * @param dialect how its chats deviate from the provider's protocol
 */
public record Deployment(String id, Provider provider, Model model, String wireName, List<PriceList> prices,
		Dialect dialect) {

	/** A deployment without deviations. */
	public Deployment(String id, Provider provider, Model model, String wireName, List<PriceList> prices) {
		this(id, provider, model, wireName, prices, Dialect.NONE);
	}

}
