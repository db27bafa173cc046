package dev.serai.insight.report;

import java.math.BigDecimal;
import java.time.LocalDate;

/** The spend of a day. */
record DaySpend(LocalDate date, BigDecimal costUsd) {
}
