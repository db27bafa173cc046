/** Alert notifications: their texts and the outbox that holds them until delivery. */
@NullMarked
package dev.serai.insight.alert.notice;

import org.jspecify.annotations.NullMarked;
