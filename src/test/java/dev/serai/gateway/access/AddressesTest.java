package dev.serai.gateway.access;

import java.util.Arrays;
import java.util.List;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AddressesTest {

	@ParameterizedTest
	@CsvSource({ "10.0.0.0/8, 10.255.255.255, true", "10.0.0.0/8, 11.0.0.0, false", "10.1.2.3/8, 10.9.9.9, true",
			"192.0.2.128/25, 192.0.2.127, false", "192.0.2.128/25, 192.0.2.200, true", "192.0.2.1, 192.0.2.1, true",
			"192.0.2.1, 192.0.2.2, false", "0.0.0.0/0, 203.0.113.1, true", "0.0.0.0/0, 2001:db8::1, false",
			"::/0, 2001:db8::1, true", "::/0, 192.0.2.1, false", "2001:db8::/32, 2001:db8:ffff::1, true",
			"2001:db8::/32, 2001:db9::, false", "10.0.0.0/8, ::ffff:10.1.1.1, true",
			"::ffff:10.0.0.0/104, 10.1.1.1, true", "fe80::/10, fe80::1%eth0, true" })
	void aBlockHoldsWhatBeginsWithItsBits(String block, String address, boolean holds) {
		assertThat(AddressBlock.parse(block).orElseThrow().holds(IpAddress.parse(address).orElseThrow()))
			.isEqualTo(holds);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8",
			"10.0.0/8", "10.0.0.0/8a", "::/129", "::ffff:10.0.0.0/8", "localhost", "example.com/8", "10.0.0.0 /8",
			"0x0a.0.0.1", "010.0.0.1.1", "1.2.3.4.5" })
	void whatIsNoBlockIsNone(String text) {
		assertThat(AddressBlock.parse(text)).isEmpty();
	}

	@Property
	void aBlockHoldsAnAddressIfTheirFirstBitsAreTheSame(@ForAll @Size(16) byte[] one, @ForAll @Size(16) byte[] other,
			@ForAll @IntRange(min = 0, max = 128) int prefix, @ForAll @IntRange(min = 0, max = 16) int shared) {
		byte[] near = other.clone();
		System.arraycopy(one, 0, near, 0, shared);
		String block = text(one) + "/" + prefix;
		assertThat(AddressBlock.parse(block).orElseThrow().holds(IpAddress.parse(text(near)).orElseThrow()))
			.isEqualTo(bits(one).substring(0, prefix).equals(bits(near).substring(0, prefix)));
	}

	/** Every byte is 1 or more at its front, so that no address is one of version 4. */
	private static String text(byte[] bytes) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < 16; i += 2) {
			text.append((i > 0) ? ":" : "").append(String.format("%02x%02x", (bytes[i] | 0x80) & 0xff, bytes[i + 1]));
		}
		return text.toString();
	}

	private static String bits(byte[] bytes) {
		StringBuilder bits = new StringBuilder();
		for (String group : text(bytes).split(":")) {
			bits.append(String.format("%16s", Integer.toBinaryString(Integer.parseInt(group, 16))).replace(' ', '0'));
		}
		return bits.toString();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			203.0.113.1 | -                                  | 203.0.113.1
			203.0.113.1 | 198.51.100.7                       | 203.0.113.1
			10.0.0.1    | -                                  | 10.0.0.1
			10.0.0.1    | 198.51.100.7                       | 198.51.100.7
			10.0.0.1    | 1.1.1.1, 198.51.100.7              | 198.51.100.7
			10.0.0.1    | 1.1.1.1, 198.51.100.7,10.0.0.2     | 198.51.100.7
			10.0.0.1    | 10.0.0.3, 10.0.0.2                 | 10.0.0.3
			10.0.0.1    | 198.51.100.7, nonsense             | 10.0.0.1
			10.0.0.1    | nonsense, 10.0.0.2                 | 10.0.0.2
			10.0.0.1    | 198.51.100.7:4711                  | 198.51.100.7
			10.0.0.1    | [2001:db8::1]:4711                 | 2001:db8::1
			10.0.0.1    | [2001:db8::1                       | 10.0.0.1
			10.0.0.1    | ,                                  | 10.0.0.1
			::1         | 2001:db8::1                        | 2001:db8::1
			""")
	void anOriginIsTheLastAddressThatATrustedProxyNames(String peer, String forwarded, String origin) {
		Origins origins = new Origins(
				Arrays.asList(AddressBlock.parse("10.0.0.0/8").orElseThrow(), AddressBlock.parse("::1").orElseThrow()));
		assertThat(origins.of(peer, forwarded)).isEqualTo(origin);
		assertThat(new Origins(List.of()).of(peer, forwarded)).isEqualTo(peer);
	}

	@Example
	void ofVersion6ACustomersWholeNetworkIsOneSite() {
		assertThat(IpAddress.parse("2001:db8:1:2:3::4").orElseThrow().site())
			.isEqualTo(IpAddress.parse("2001:db8:1:2:ffff::").orElseThrow().site())
			.isNotEqualTo(IpAddress.parse("2001:db8:1:3::").orElseThrow().site());
		assertThat(IpAddress.parse("192.0.2.1").orElseThrow().site())
			.isNotEqualTo(IpAddress.parse("192.0.2.2").orElseThrow().site());
	}

}
