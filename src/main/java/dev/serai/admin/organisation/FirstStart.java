package dev.serai.admin.organisation;

import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;

import dev.serai.gateway.access.KeyDirectory;
import dev.serai.gateway.access.KeyMaker;
import dev.serai.gateway.access.KeyTerms;
import dev.serai.gateway.access.Organisation;
import dev.serai.gateway.access.Team;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.platform.start.PrivateFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares a new installation: if there are no teams, creates a team {@code default} with
 * a key {@code first} and writes the key's text to {@code first.key} in the data
 * directory.
 */
public final class FirstStart {

	private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);

	private final TeamDirectory teams;

	private final KeyDirectory keys;

	private final KeyMaker keyMaker;

	private final Path keyFile;

	private final Clock clock;

	public FirstStart(TeamDirectory teams, KeyDirectory keys, KeyMaker keyMaker, Path dataDir, Clock clock) {
		this.teams = teams;
		this.keys = keys;
		this.keyMaker = keyMaker;
		this.keyFile = dataDir.resolve("first.key");
		this.clock = clock;
	}

	public void run() {
		Organisation organisation = this.teams.organisation();
		Team team = new Team(UUID.randomUUID(), organisation.id(), "default", organisation.zone(),
				this.clock.instant());
		// Of several nodes that start on one database at once, one adds the team.
		if (this.teams.list().isEmpty() && this.teams.add(team)) {
			KeyMaker.NewKey key = this.keyMaker.make(team, "first", KeyTerms.UNLIMITED);
			this.keys.add(key.stored());
			new PrivateFile(this.keyFile).replace(key.secret());
			LOG.info("The first key, for the team 'default', is in {}", this.keyFile);
		}
	}

}
