package dev.serai.insight.alert.config;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How alerts go about.
 *
 * @param every how long after one evaluation of the rules the next one is, on whichever
 * node
 * @param retry how long after a notification that could not be sent the next attempt is;
 * doubled each time, up to an hour
 */
@ConfigurationProperties("serai.alerts")
record AlertProperties(@DefaultValue("30s") Duration every, @DefaultValue("10s") Duration retry) {
}
