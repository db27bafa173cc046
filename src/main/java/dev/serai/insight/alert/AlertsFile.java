package dev.serai.insight.alert;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import dev.serai.gateway.catalog.ConfigFile;
import dev.serai.gateway.catalog.Place;
import dev.serai.gateway.catalog.Reference;
import dev.serai.gateway.catalog.Secret;
import dev.serai.platform.mail.OutgoingMail;
import dev.serai.platform.mail.Recipients;
import org.jspecify.annotations.Nullable;

/**
 * What stands in {@code alerts.yaml}: where alerts can be told, and the rules that a new
 * installation begins with.
 */
public record AlertsFile(@Nullable List<ChannelEntry> channels, @Nullable List<RuleEntry> rules) {

	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

	/** What the routes of the built-in types are called. */
	private static final Set<String> BUILT_IN = Set.of("mail", "slack", "webhook", "notification");

	private static final int SHORTEST_SECRET = 16;

	/** A channel as it is written. */
	record ChannelEntry(@Nullable String name, @Nullable String type, @Nullable Boolean forTeams,
			@Nullable List<Reference> recipients, @Nullable Reference url, @Nullable Reference secret) {
	}

	/** A rule as it is written. */
	record RuleEntry(@Nullable String name, @Nullable String kind, @Nullable BigDecimal threshold,
			@Nullable String window, @Nullable Integer minimumCalls, @Nullable BigDecimal minimumUsd,
			@Nullable String per, @Nullable String severity, @Nullable List<String> channels,
			@Nullable String remindAfter) {
	}

	/**
	 * The channels.
	 * @param environment what references stand for
	 */
	public Channels channels(ConfigFile file, Map<String, String> environment) {
		List<Channels.Entry> entries = new ArrayList<>();
		Set<String> names = new HashSet<>();
		for (ChannelEntry entry : (this.channels != null) ? this.channels : List.<ChannelEntry>of()) {
			Place start = file.at("channels");
			String name = start.required(start.required(entry, "an entry").name(), "a channel's name");
			Place place = file.at("channel " + name);
			if (!NAME.matcher(name).matches()) {
				throw place.wrong("name", name, "made of lower-case letters, digits and -");
			}
			if (!names.add(name)) {
				throw place.wrong("the channel is there twice; remove one");
			}
			entries.add(channel(place, name, entry, environment));
		}
		return new Channels(entries);
	}

	private static Channels.Entry channel(Place place, String name, ChannelEntry entry,
			Map<String, String> environment) {
		String type = place.required(entry.type(), "type");
		boolean teams = entry.forTeams() != null && entry.forTeams();
		Optional<Channel> channel = switch (type) {
			case "mail" -> mail(place, name, teams, entry, environment);
			case "slack" -> address(place, entry, environment).map(url -> new Channel.Slack(name, teams, url));
			case "webhook" -> address(place, entry, environment)
				.map(url -> new Channel.Webhook(name, teams, url, secret(place, entry, environment)));
			case "route" -> own(place, name, teams);
			default -> throw place.wrong("type", type, "mail, slack, webhook or route");
		};
		mustNot(place, "recipients", entry.recipients(), !type.equals("mail"), type);
		mustNot(place, "url", entry.url(), type.equals("mail") || type.equals("route"), type);
		mustNot(place, "secret", entry.secret(), !type.equals("webhook"), type);
		return new Channels.Entry(name, type, teams, channel);
	}

	private static void mustNot(Place place, String field, @Nullable Object value, boolean alien, String type) {
		if (alien && value != null) {
			throw place.wrong(field + " does not belong to a channel of the type " + type + "; remove it");
		}
	}

	private static Optional<Channel> mail(Place place, String name, boolean teams, ChannelEntry entry,
			Map<String, String> environment) {
		List<String> recipients = place.required(entry.recipients(), "recipients")
			.stream()
			.flatMap(reference -> place.required(reference, "a recipient").resolve(environment).stream())
			.flatMap(text -> Arrays.stream(text.split(",")))
			.map(String::strip)
			.filter(text -> !text.isEmpty())
			.toList();
		for (String recipient : recipients) {
			if (!Recipients.isAddress(recipient)) {
				throw place.wrong("recipients", recipient, "an address such as oncall@example.com");
			}
		}
		if (recipients.size() > OutgoingMail.MOST_RECIPIENTS) {
			throw place.wrong("recipients are more than " + OutgoingMail.MOST_RECIPIENTS + "; use a list's address");
		}
		return recipients.isEmpty() ? Optional.empty() : Optional.of(new Channel.Mail(name, teams, recipients));
	}

	private static Optional<Channel> own(Place place, String name, boolean teams) {
		if (BUILT_IN.contains(name)) {
			throw place.wrong("name", name,
					"another one: the route direct:alert-" + name + " is built in; see config/routes/README.md");
		}
		return Optional.of(new Channel.Own(name, teams));
	}

	private static Optional<Channel.Address> address(Place place, ChannelEntry entry, Map<String, String> environment) {
		return reference(place, "url", place.required(entry.url(), "url")).resolve(environment)
			.map(text -> address(place, text));
	}

	/** The value itself may be a secret and is not shown. */
	private static Channel.Address address(Place place, String text) {
		try {
			URI uri = new URI(text);
			if (("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null
					&& uri.getRawUserInfo() == null && uri.getRawFragment() == null && text.indexOf('{') < 0) {
				return new Channel.Address(uri);
			}
		}
		catch (URISyntaxException ex) {
			// Told below, with the rule.
		}
		throw place.wrong("url is no usable address; it must be http(s)://host[:port][/path][?query]");
	}

	private static @Nullable Secret secret(Place place, ChannelEntry entry, Map<String, String> environment) {
		if (entry.secret() == null) {
			return null;
		}
		String text = reference(place, "secret", entry.secret()).resolve(environment).orElse(null);
		if (text != null && text.length() < SHORTEST_SECRET) {
			throw place.wrong("secret is too short; it must have at least " + SHORTEST_SECRET + " characters");
		}
		return (text != null) ? new Secret(text) : null;
	}

	/** What opens a door must not stand in a file that people pass around. */
	private static Reference reference(Place place, String field, Reference reference) {
		if (reference.variable() == null || reference.otherwise() != null) {
			throw place.wrong(field + " must be a reference such as ${SERAI_ALERT_WEBHOOK_URL}, without a default");
		}
		return reference;
	}

	/** The rules for a new installation. */
	public List<Rule> rules(ConfigFile file, Channels known, Clock clock) {
		List<Rule> rules = new ArrayList<>();
		Set<String> names = new HashSet<>();
		for (RuleEntry entry : (this.rules != null) ? this.rules : List.<RuleEntry>of()) {
			Place start = file.at("rules");
			String name = start.required(start.required(entry, "an entry").name(), "a rule's name");
			Place place = file.at("rule " + name);
			if (!names.add(name)) {
				throw place.wrong("the rule is there twice; remove one");
			}
			rules.add(rule(place, name, entry, known, clock));
		}
		return rules;
	}

	private static Rule rule(Place place, String name, RuleEntry entry, Channels known, Clock clock) {
		Kind kind = word(place, "kind", Kind.class, place.required(entry.kind(), "kind"));
		List<String> channels = (entry.channels() != null) ? entry.channels() : List.of();
		for (String channel : channels) {
			if (known.named(channel).isEmpty()) {
				throw place.wrong("channel", channel, "one that channels names");
			}
		}
		Terms terms = new Terms(entry.threshold(), duration(place, "window", entry.window()), entry.minimumCalls(),
				entry.minimumUsd(), (entry.per() != null) ? word(place, "per", Per.class, entry.per()) : null);
		TermsCheck.check(kind, terms, (field, rule) -> place.wrong(field + " " + rule));
		Duration remind = duration(place, "remindAfter", entry.remindAfter());
		if (remind != null && remind.compareTo(TermsCheck.SHORTEST_REMINDER) < 0) {
			throw place.wrong("remindAfter", remind, "at least " + TermsCheck.SHORTEST_REMINDER);
		}
		return new Rule(
				UUID.randomUUID(), name, kind, null, terms.or(kind.usual()), (entry.severity() != null)
						? word(place, "severity", Severity.class, entry.severity()) : Severity.WARNING,
				channels, remind, true, clock.instant());
	}

	private static <E extends Enum<E>> E word(Place place, String field, Class<E> type, String word) {
		return Words.constant(type, word).orElseThrow(() -> place.wrong(field, word, "one of " + Words.all(type)));
	}

	private static @Nullable Duration duration(Place place, String field, @Nullable String text) {
		try {
			return (text != null) ? Duration.parse(text) : null;
		}
		catch (DateTimeParseException ex) {
			throw place.wrong(field, text, "a length of time such as PT10M or P30D");
		}
	}

}
