package dev.serai.insight.report;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What is to be expected of the month that is now.
 *
 * @param through its last day
 * @param low at least that much in 19 of 20 cases
 * @param high at most that much in 19 of 20 cases
 */
public record MonthOutlook(LocalDate through, BigDecimal expectedUsd, BigDecimal low, BigDecimal high) {
}
