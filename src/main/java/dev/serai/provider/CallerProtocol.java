package dev.serai.provider;

/**
 * A protocol that callers speak too: its answers reach them as the provider gave them,
 * unknown fields included.
 */
public interface CallerProtocol extends WireProtocol {

	/**
	 * What a caller of the same protocol gets for a whole answer: the very bytes, changed
	 * only where the provider deviates from the protocol.
	 */
	byte[] passOn(byte[] body);

	@Override
	PassingDecoder streamDecoder();

}
