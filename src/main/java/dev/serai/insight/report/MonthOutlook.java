package dev.serai.insight.report;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * The forecast for the current month, in US dollars.
 *
 * @param through the month's last day
 * @param low the lower border of the 95 % band
 * @param high the upper border of the 95 % band
 */
public record MonthOutlook(LocalDate through, BigDecimal expectedUsd, BigDecimal low, BigDecimal high) {
}
