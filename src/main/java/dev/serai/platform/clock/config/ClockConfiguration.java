package dev.serai.platform.clock.config;

import java.time.Clock;

import dev.serai.platform.clock.NanoClock;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Provides the program's clocks. */
@Configuration(proxyBeanMethods = false)
public class ClockConfiguration {

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

	@Bean
	NanoClock nanoClock() {
		return System::nanoTime;
	}

}
