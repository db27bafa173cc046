package dev.serai.gateway.simulator.config;

import java.time.Duration;

import dev.serai.platform.start.SettingRange;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the simulated providers, which are used when no provider is configured.
 *
 * @param firstToken the wait for the first token
 * @param tokensPerSecond the speed after that
 * @param failureRate the share of requests that fail, 0 to 1
 */
@ConfigurationProperties("serai.simulator")
record SimulatorProperties(@DefaultValue("120ms") Duration firstToken, @DefaultValue("60") int tokensPerSecond,
		@DefaultValue("0") double failureRate) {

	SimulatorProperties {
		SettingRange.between("SERAI_SIMULATOR_FIRST_TOKEN", firstToken, Duration.ZERO, Duration.ofHours(1));
		SettingRange.atLeast("SERAI_SIMULATOR_TOKENS_PER_SECOND", tokensPerSecond, 1);
		SettingRange.share("SERAI_SIMULATOR_FAILURE_RATE", failureRate);
	}

}
