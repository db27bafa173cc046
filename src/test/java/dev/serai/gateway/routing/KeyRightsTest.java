package dev.serai.gateway.routing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.serai.gateway.call.Decision;
import dev.serai.gateway.routing.Stage.Ask;
import dev.serai.platform.error.CallRefused;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class KeyRightsTest {

	private static final List<String> NAMES = List.of("auto", "own", "m", "m-latest", "n", "a/m", "b/m", "a/n");

	private final Stage stage = new Stage().with("a/m", Stage.able("m", "m-latest"))
		.with("b/m", Stage.able("m", "m-latest"))
		.with("a/n")
		.policy("own", new Weights(0, 1, 0, 0), new Selection(List.of("a/*"), List.of(), 0));

	{
		this.stage.fallbacks.put("m", List.of("n"));
	}

	@Example
	void aModelThatTheKeyMayNotUseIs403() {
		Router router = this.stage.router();
		CallRefused refused = catchThrowableOfType(CallRefused.class,
				() -> router.decide(new Ask("n").rights("m").request()));
		assertThat(refused.error().status()).isEqualTo(403);
		assertThat(refused.error().code()).isEqualTo("model_not_allowed");
	}

	@Example
	void aRightToAPolicyCoversAllThatItChooses() {
		assertThat(Stage.ids(decide("auto", "auto"))).containsExactlyInAnyOrder("a/m", "b/m", "a/n");
	}

	@Example
	void withoutARightToThePolicyOnlyTheKeysModelsAreCandidates() {
		Decision decision = decide("auto", "n");
		assertThat(Stage.ids(decision)).containsExactly("a/n");
		assertThat(Stage.reasons(decision)).containsEntry("a/m", "key").containsEntry("b/m", "key");
	}

	@Example
	void aRightMayNameTheModelAnAliasOrADeployment() {
		assertThat(Stage.ids(decide("m-latest", "m"))).containsExactlyInAnyOrder("a/m", "b/m");
		assertThat(Stage.ids(decide("m", "m-latest"))).containsExactlyInAnyOrder("a/m", "b/m");
		assertThat(Stage.ids(decide("m", "b/m"))).containsExactly("b/m");
		assertThat(Stage.ids(decide("b/m", "m"))).containsExactly("b/m");
	}

	@Example
	void aFallbackThatTheKeyMayNotUseIsNotTaken() {
		Decision decision = decide("m", "m");
		assertThat(Stage.ids(decision)).containsExactlyInAnyOrder("a/m", "b/m");
		assertThat(Stage.reasons(decision)).containsEntry("a/n", "key");
	}

	@Example
	void thePolicyInTheHeaderOpensNothing() {
		Decision decision = this.stage.router().decide(new Ask("auto").rights("own", "n").policy("own").request());
		assertThat(Stage.ids(decision)).containsExactly("a/n");
	}

	@Property
	void takingARightAwayNeverOpensAnything(@ForAll("rights") Set<String> rights, @ForAll("name") String removed,
			@ForAll("name") String model) {
		Set<String> fewer = new HashSet<>(rights);
		fewer.remove(removed);
		if (fewer.isEmpty()) {
			return;
		}
		assertThat(allowed(model, rights)).containsAll(allowed(model, fewer));
	}

	@Provide
	Arbitrary<Set<String>> rights() {
		return Arbitraries.of(NAMES).set().ofMinSize(1).ofMaxSize(NAMES.size());
	}

	@Provide
	Arbitrary<String> name() {
		return Arbitraries.of(NAMES);
	}

	private Set<String> allowed(String model, Set<String> rights) {
		try {
			return new HashSet<>(Stage.ids(this.stage.router().decide(new Ask(model).rights(rights).request())));
		}
		catch (CallRefused ex) {
			assertThat(ex.error().status()).isEqualTo(403);
			return Set.of();
		}
	}

	private Decision decide(String model, String... rights) {
		return this.stage.router().decide(new Ask(model).rights(rights).request());
	}

}
