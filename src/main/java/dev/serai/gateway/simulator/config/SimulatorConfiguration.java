package dev.serai.gateway.simulator.config;

import java.time.Clock;

import dev.serai.gateway.simulator.LazySimulator;
import dev.serai.gateway.simulator.SimulatorSettings;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the simulated providers, which are used when no provider is configured. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SimulatorProperties.class)
class SimulatorConfiguration {

	@Bean
	LazySimulator simulator(SimulatorProperties settings, Clock clock) {
		return new LazySimulator(
				new SimulatorSettings(settings.firstToken(), settings.tokensPerSecond(), settings.failureRate()),
				clock);
	}

}
