package dev.serai.gateway.provider;

import java.util.List;

import dev.serai.gateway.operation.chat.ToolArguments;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class ArgumentStreamProperties {

	@Property(tries = 2_000)
	void anySplitComesToTheSameText(@ForAll("fragments") List<String> fragments) {
		ArgumentStream stream = new ArgumentStream();
		StringBuilder told = new StringBuilder();
		fragments.forEach(fragment -> told.append(stream.more(fragment)));
		told.append(stream.end());
		assertThat(told.toString()).isEqualTo(ToolArguments.orNone(String.join("", fragments)));
		assertThat(stream.end()).isEmpty();
	}

	@Provide
	Arbitrary<List<String>> fragments() {
		return Arbitraries.of("", " ", "\n", "n", "nu", "ll", "null", "l", "{}", "{\"a\":1}", "{", "}", "x")
			.list()
			.ofMaxSize(6);
	}

}
