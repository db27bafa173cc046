package dev.serai.admin.organisation.config;

import java.time.Clock;

import dev.serai.admin.organisation.FirstStart;
import dev.serai.gateway.access.KeyDirectory;
import dev.serai.gateway.access.KeyMaker;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.platform.config.DirectoryProperties;
import dev.serai.platform.database.AfterMigration;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Wires the creation of a new installation's first team and key. */
@Configuration(proxyBeanMethods = false)
public class FirstStartConfiguration {

	@Bean
	@Order(2)
	AfterMigration firstStart(TeamDirectory teams, KeyDirectory keys, KeyMaker keyMaker,
			DirectoryProperties directories, Clock clock) {
		return new FirstStart(teams, keys, keyMaker, directories.dataDir(), clock)::run;
	}

}
