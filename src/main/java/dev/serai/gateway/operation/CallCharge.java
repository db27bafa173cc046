package dev.serai.gateway.operation;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * The usage and cost of a call, as reported to its caller.
 *
 * @param usd US dollars; null when the cost is unknown
 * @param priceStatus how certain the cost is, in lower case
 * @param savedUsd US dollars saved against the baseline; null when that is unknown
 */
public record CallCharge(Usage usage, @Nullable BigDecimal usd, String priceStatus, @Nullable BigDecimal savedUsd) {
}
