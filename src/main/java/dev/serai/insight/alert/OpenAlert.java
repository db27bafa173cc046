package dev.serai.insight.alert;

import java.time.Instant;
import java.util.UUID;

/**
 * The state of an open alert that the next evaluation needs.
 *
 * @param calm consecutive evaluations without a finding
 * @param toldAt when the last notification was issued
 */
public record OpenAlert(UUID id, String subject, int calm, Instant toldAt, boolean acknowledged) {
}
