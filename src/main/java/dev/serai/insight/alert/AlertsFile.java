package dev.serai.insight.alert;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.serai.gateway.catalog.ConfigFile;
import dev.serai.gateway.catalog.Place;
import dev.serai.gateway.catalog.Reference;
import dev.serai.gateway.catalog.Secret;
import dev.serai.platform.mail.OutgoingMail;
import dev.serai.platform.mail.Recipients;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code alerts.yaml}, already checked by its schema: the notification
 * channels and the initial rules of a new installation.
 */
public record AlertsFile(@Nullable List<ChannelEntry> channels, @Nullable List<RuleEntry> rules) {

	private static final int SHORTEST_SECRET = 16;

	/** A channel entry. */
	record ChannelEntry(String name, String type, boolean forTeams, @Nullable List<Reference> recipients,
			@Nullable Reference url, @Nullable Reference secret) {
	}

	/** A rule entry. */
	record RuleEntry(String name, Kind kind, @Nullable BigDecimal threshold, @Nullable String window,
			@Nullable Integer minimumCalls, @Nullable BigDecimal minimumUsd, @Nullable Per per,
			@Nullable Severity severity, @Nullable List<String> channels, @Nullable String remindAfter) {
	}

	/**
	 * Resolves the channels.
	 * @param environment the variables that the entries refer to
	 */
	public Channels channels(ConfigFile file, Map<String, String> environment) {
		List<Channels.Entry> entries = new ArrayList<>();
		Set<String> names = new HashSet<>();
		List<ChannelEntry> listed = (this.channels != null) ? this.channels : List.of();
		for (int i = 0; i < listed.size(); i++) {
			ChannelEntry entry = listed.get(i);
			Place place = file.top().in("channels").in(i);
			if (!names.add(entry.name())) {
				throw place.in("name").wrong("the channel name is used twice; remove one");
			}
			entries.add(new Channels.Entry(entry.name(), entry.type(), entry.forTeams(),
					channel(place, entry, environment)));
		}
		return new Channels(entries);
	}

	private static Optional<Channel> channel(Place place, ChannelEntry entry, Map<String, String> environment) {
		String name = entry.name();
		boolean teams = entry.forTeams();
		return switch (entry.type()) {
			case "mail" -> mail(place.in("recipients"), entry, environment);
			case "slack" -> address(place, entry, environment).map(url -> new Channel.Slack(name, teams, url));
			case "webhook" -> address(place, entry, environment)
				.map(url -> new Channel.Webhook(name, teams, url, secret(place, entry, environment)));
			default -> Optional.of(new Channel.Own(name, teams));
		};
	}

	private static Optional<Channel> mail(Place place, ChannelEntry entry, Map<String, String> environment) {
		List<String> recipients = Objects.requireNonNull(entry.recipients())
			.stream()
			.flatMap(reference -> reference.resolve(environment).stream())
			.flatMap(text -> Arrays.stream(text.split(",")))
			.map(String::strip)
			.filter(text -> !text.isEmpty())
			.toList();
		for (String recipient : recipients) {
			if (!Recipients.isAddress(recipient)) {
				throw place.wrong(recipient, "an address such as oncall@example.com");
			}
		}
		if (recipients.size() > OutgoingMail.MOST_RECIPIENTS) {
			throw place.wrong("there are more than " + OutgoingMail.MOST_RECIPIENTS + "; use a list's address");
		}
		return recipients.isEmpty() ? Optional.empty()
				: Optional.of(new Channel.Mail(entry.name(), entry.forTeams(), recipients));
	}

	private static Optional<Channel.Address> address(Place place, ChannelEntry entry, Map<String, String> environment) {
		return Objects.requireNonNull(entry.url()).resolve(environment).map(text -> address(place.in("url"), text));
	}

	/** The value may be a secret, so errors do not show it. */
	private static Channel.Address address(Place place, String text) {
		try {
			URI uri = new URI(text);
			if (("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null
					&& uri.getRawUserInfo() == null && uri.getRawFragment() == null && text.indexOf('{') < 0) {
				return new Channel.Address(uri);
			}
		}
		catch (URISyntaxException ex) {
			// The check of the rule below reports it.
		}
		throw place.wrong("it is not a valid address; it must be http(s)://host[:port][/path][?query]");
	}

	private static @Nullable Secret secret(Place place, ChannelEntry entry, Map<String, String> environment) {
		String text = (entry.secret() != null) ? entry.secret().resolve(environment).orElse(null) : null;
		if (text != null && text.length() < SHORTEST_SECRET) {
			throw place.in("secret").wrong("it is too short; it must have at least " + SHORTEST_SECRET + " characters");
		}
		return (text != null) ? new Secret(text) : null;
	}

	/** Returns the initial rules for a new installation. */
	public List<Rule> rules(ConfigFile file, Channels known, Clock clock) {
		List<Rule> rules = new ArrayList<>();
		Set<String> names = new HashSet<>();
		List<RuleEntry> listed = (this.rules != null) ? this.rules : List.of();
		for (int i = 0; i < listed.size(); i++) {
			Place place = file.top().in("rules").in(i);
			if (!names.add(listed.get(i).name())) {
				throw place.in("name").wrong("the rule name is used twice; remove one");
			}
			rules.add(rule(place, listed.get(i), known, clock));
		}
		return rules;
	}

	private static Rule rule(Place place, RuleEntry entry, Channels known, Clock clock) {
		Kind kind = entry.kind();
		List<String> channels = (entry.channels() != null) ? entry.channels() : List.of();
		for (String channel : channels) {
			if (known.named(channel).isEmpty()) {
				throw place.in("channels").unknown(channel, known.all().stream().map(Channels.Entry::name).toList());
			}
		}
		Terms terms = new Terms(entry.threshold(), duration(entry.window()), entry.minimumCalls(), entry.minimumUsd(),
				entry.per());
		TermsCheck.check(kind, terms, (field, rule) -> place.in(field).wrong("it " + rule));
		Duration remind = duration(entry.remindAfter());
		if (remind != null && remind.compareTo(TermsCheck.SHORTEST_REMINDER) < 0) {
			throw place.in("remindAfter").wrong(remind, "at least " + TermsCheck.SHORTEST_REMINDER);
		}
		return new Rule(UUID.randomUUID(), entry.name(), kind, null, terms.or(kind.usual()),
				(entry.severity() != null) ? entry.severity() : Severity.WARNING, channels, remind, true,
				clock.instant());
	}

	private static @Nullable Duration duration(@Nullable String text) {
		return (text != null) ? Duration.parse(text) : null;
	}

}
