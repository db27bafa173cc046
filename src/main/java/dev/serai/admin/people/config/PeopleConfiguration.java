package dev.serai.admin.people.config;

import java.time.Clock;

import dev.serai.admin.people.ClaimedRoles;
import dev.serai.admin.people.FirstAdmin;
import dev.serai.admin.people.Lockout;
import dev.serai.admin.people.OidcSignIn;
import dev.serai.admin.people.Passwords;
import dev.serai.admin.people.People;
import dev.serai.admin.people.PeopleDirectory;
import dev.serai.admin.people.SignIn;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.clock.NanoClock;
import dev.serai.platform.config.DirectoryProperties;
import dev.serai.platform.database.AfterMigration;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Wires people, sessions and sign-in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SignInProperties.class)
class PeopleConfiguration {

	@Bean
	Passwords passwords() {
		return new Passwords(new Argon2Hash());
	}

	@Bean
	SignIn signIn(PeopleDirectory people, Passwords passwords, AuditTrail audit, Clock clock, NanoClock nanoClock) {
		return new SignIn(people, passwords, new Lockout(nanoClock), audit, clock);
	}

	@Bean
	OidcSignIn oidcSignIn(PeopleDirectory people, SignIn signIn, AuditTrail audit, SignInProperties settings,
			Clock clock) {
		return new OidcSignIn(people, signIn, new ClaimedRoles(settings.oidc().admins(), settings.oidc().auditors()),
				audit, clock);
	}

	@Bean
	People people(PeopleDirectory people, TeamDirectory teams, Passwords passwords, AuditTrail audit, Clock clock) {
		return new People(people, teams, passwords, audit, clock);
	}

	@Bean
	@Order(3)
	AfterMigration firstAdmin(People people, SignInProperties settings, DirectoryProperties directories) {
		return new FirstAdmin(people, settings.adminEmail(), settings.adminPassword(), directories.dataDir())::run;
	}

}
