package dev.serai.insight.alert;

/**
 * A channel as the API returns it, without its address.
 *
 * @param configured whether it can send notifications now
 */
public record ChannelFacts(String name, String type, boolean forTeams, boolean configured) {

	static ChannelFacts of(Channels.Entry entry) {
		return new ChannelFacts(entry.name(), entry.type(), entry.forTeams(), entry.channel().isPresent());
	}

}
