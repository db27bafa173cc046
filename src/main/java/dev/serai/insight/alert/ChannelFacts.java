package dev.serai.insight.alert;

/**
 * What an operator sees of a channel: never where it leads.
 *
 * @param configured whether anything can be sent there now
 */
public record ChannelFacts(String name, String type, boolean forTeams, boolean configured) {

	static ChannelFacts of(Channels.Entry entry) {
		return new ChannelFacts(entry.name(), entry.type(), entry.forTeams(), entry.channel().isPresent());
	}

}
