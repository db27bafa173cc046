/**
 * Alerting: rules, their findings, the alerts that they raise, and the channels that are
 * notified.
 */
@NullMarked
package dev.serai.insight.alert;

import org.jspecify.annotations.NullMarked;
