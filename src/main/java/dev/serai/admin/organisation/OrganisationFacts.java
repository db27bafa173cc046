package dev.serai.admin.organisation;

import java.time.Instant;
import java.util.UUID;

import dev.serai.gateway.access.Organisation;

/** An organisation as the API returns it. */
public record OrganisationFacts(UUID id, String name, String timeZone, Instant createdAt) {

	static OrganisationFacts of(Organisation organisation) {
		return new OrganisationFacts(organisation.id(), organisation.name(), organisation.zone().getId(),
				organisation.createdAt());
	}

}
