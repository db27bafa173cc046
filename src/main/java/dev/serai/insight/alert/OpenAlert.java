package dev.serai.insight.alert;

import java.time.Instant;
import java.util.UUID;

/**
 * What has to be known of an open alert to go on with it.
 *
 * @param calm evaluations in a row that found nothing
 * @param toldAt when it was told of last
 */
public record OpenAlert(UUID id, String subject, int calm, Instant toldAt, boolean acknowledged) {
}
