package dev.serai.insight.report;

import java.math.BigDecimal;
import java.time.LocalDate;

/** What a day cost. */
record DaySpend(LocalDate date, BigDecimal costUsd) {
}
