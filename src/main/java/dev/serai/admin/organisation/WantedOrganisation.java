package dev.serai.admin.organisation;

import java.time.ZoneId;

import org.jspecify.annotations.Nullable;

/**
 * An organisation as an operator sends it.
 *
 * @param timeZone null for UTC
 */
public record WantedOrganisation(String name, @Nullable ZoneId timeZone) {
}
