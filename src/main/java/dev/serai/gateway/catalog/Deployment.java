package dev.serai.gateway.catalog;

import java.util.List;

/**
 * One model at one provider: what can be called, priced, broken and healed.
 *
 * @param id {@code provider/model}, unique
 * @param provider where it runs
 * @param model what runs
 * @param wireName the model's name at the provider
 * @param prices what it costs, by date; empty when nobody knows
 */
public record Deployment(String id, Provider provider, Model model, String wireName, List<PriceList> prices) {
}
