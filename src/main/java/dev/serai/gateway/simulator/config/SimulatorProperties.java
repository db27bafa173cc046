package dev.serai.gateway.simulator.config;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the simulated providers behave, which stand in when no provider is configured.
 *
 * @param firstToken the wait for the first token
 * @param tokensPerSecond the pace from then on
 * @param failureRate the share of requests that fail, 0 to 1
 */
@ConfigurationProperties("serai.simulator")
record SimulatorProperties(@DefaultValue("120ms") Duration firstToken, @DefaultValue("60") int tokensPerSecond,
		@DefaultValue("0") double failureRate) {
}
