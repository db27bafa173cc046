package dev.serai.gateway.routing;

import java.util.List;

import dev.serai.gateway.call.Decision;
import dev.serai.gateway.routing.Stage.Ask;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ResolutionTest {

	private final Stage stage = new Stage().with("openai/gpt-x", Stage.able("gpt-x", "gpt-latest"))
		.with("azure/gpt-x", Stage.able("gpt-x", "gpt-latest"))
		.with("groq/openai/gpt-oss", Stage.able("openai/gpt-oss"))
		.with("together/meta-llama/llama", Stage.able("meta-llama/llama"))
		.with("local/auto:local", Stage.able("auto:local"))
		.policy("auto:local", new Weights(1, 0, 0, 0), Selection.ALL)
		.policy("mine", new Weights(0, 1, 0, 0), new Selection(List.of("*llama", "gpt-*"), List.of("azure/*"), 0),
				"nobody-has-this", "gpt-latest");

	@ParameterizedTest
	@CsvSource(
			textBlock = """
					gpt-x,                     openai/gpt-x;azure/gpt-x,                                auto, openai/gpt-x
					gpt-latest,                openai/gpt-x;azure/gpt-x,                                auto, openai/gpt-x
					azure/gpt-x,               azure/gpt-x,                                             auto, azure/gpt-x
					openai/gpt-oss,            groq/openai/gpt-oss,                                     auto, groq/openai/gpt-oss
					groq/openai/gpt-oss,       groq/openai/gpt-oss,                                     auto, groq/openai/gpt-oss
					meta-llama/llama,          together/meta-llama/llama,                               auto, together/meta-llama/llama
					auto:local,                local/auto:local,                                        auto, local/auto:local
					mine,                      openai/gpt-x;together/meta-llama/llama,                  mine, openai/gpt-x
					""")
	void aNameIsADeploymentThenAModelThenAPolicy(String name, String candidates, String policy, String baseline) {
		Decision decision = this.stage.decide(name);
		assertThat(Stage.ids(decision)).containsExactly(candidates.split(";"));
		assertThat(decision.policy()).isEqualTo(policy);
		assertThat(decision.baseline()).isEqualTo(baseline);
	}

	@Test
	void aDeploymentsIdComesBeforeAModelOfTheSameName() {
		this.stage.with("other/x", Stage.able("groq/openai/gpt-oss"));
		assertThat(Stage.ids(this.stage.decide("groq/openai/gpt-oss"))).containsExactly("groq/openai/gpt-oss");
	}

	@ParameterizedTest
	@ValueSource(strings = { "gpt-y", "openai/gpt-y", "", "auto:unheard", "{{env:HOME}}", "${sys.user.home}", "GPT-X" })
	void anUnknownNameIs404(String name) {
		ApiError error = refusal(new Ask(name));
		assertThat(error.status()).isEqualTo(404);
		assertThat(error.code()).isEqualTo("model_not_found");
		assertThat(error.message())
			.isEqualTo("The model `" + name + "` does not exist or you do not have access to it.");
	}

	@Test
	void anUnknownNameIsShownCutAndHarmless() {
		assertThat(refusal(new Ask("x\r\n\u202e`\ud800" + "y".repeat(500))).message())
			.startsWith("The model `x?????" + "y".repeat(94) + "` does not");
	}

	@Test
	void aPolicyForWhichNobodyIsOfferedIs404() {
		this.stage.policy("empty", new Weights(1, 0, 0, 0), new Selection(List.of("nothing-*"), List.of(), 0));
		assertThat(refusal(new Ask("empty")).status()).isEqualTo(404);
	}

	@Test
	void aPolicyChoosesOnlyModelsOfItsLeastCapability() {
		this.stage.with("small/tiny", Stage.able("tiny", 0.2));
		this.stage.policy("good", new Weights(1, 0, 0, 0), new Selection(List.of("*"), List.of(), 0.5));
		assertThat(Stage.ids(this.stage.decide("good"))).hasSize(5).doesNotContain("small/tiny");
	}

	@Test
	void aPolicyMakesDoWithTheMostCapableWhereNobodyIsCapableEnough() {
		this.stage.with("small/tiny", Stage.able("tiny", 0.2)).with("small/modest", Stage.able("modest", 0.4));
		this.stage.prices.put("small/tiny", "0.0000001");
		this.stage.policy("small", new Weights(0, 1, 0, 0), new Selection(List.of("small/*"), List.of(), 0.9));
		assertThat(Stage.ids(this.stage.decide("small"))).containsExactly("small/modest", "small/tiny");
		this.stage.policy("none", new Weights(0, 1, 0, 0),
				new Selection(List.of("small/*"), List.of("modest", "tiny"), 0.9));
		assertThat(refusal(new Ask("none")).status()).isEqualTo(404);
	}

	@Test
	void theHeadersPolicyRanksButChoosesAmongThoseOfTheModelAlone() {
		this.stage.prices.put("openai/gpt-x", "0.5");
		Decision decision = this.stage.router().decide(new Ask("gpt-x").policy("mine").request());
		assertThat(decision.policy()).isEqualTo("mine");
		assertThat(Stage.ids(decision)).containsExactly("azure/gpt-x", "openai/gpt-x");
	}

	@Test
	void anUnknownPolicyInTheHeaderIs400() {
		ApiError error = refusal(new Ask("gpt-x").policy("gpt-x"));
		assertThat(error.status()).isEqualTo(400);
		assertThat(error.param()).isEqualTo("x-serai-policy");
	}

	@Test
	void aPlainNameIsNeverSwappedWithoutAChain() {
		assertThat(Stage.ids(this.stage.decide("gpt-x"))).containsExactly("openai/gpt-x", "azure/gpt-x");
	}

	@Test
	void aChainsModelsComeAfterInItsOrderHoweverGoodTheyAre() {
		this.stage.fallbacks.put("gpt-latest", List.of("meta-llama/llama", "openai/gpt-oss"));
		this.stage.prices.put("groq/openai/gpt-oss", "0.0000001");
		this.stage.seen("openai/gpt-x", 5000, 5).seen("groq/openai/gpt-oss", 10, 1000);
		for (String name : List.of("gpt-x", "gpt-latest")) {
			assertThat(Stage.ids(this.stage.decide(name))).containsExactly("azure/gpt-x", "openai/gpt-x",
					"together/meta-llama/llama", "groq/openai/gpt-oss");
		}
		assertThat(Stage.ids(this.stage.decide("openai/gpt-x"))).containsExactly("openai/gpt-x");
	}

	@Test
	void aModelThatNobodyOffersIsServedByItsChain() {
		this.stage.fallbacks.put("gone", List.of("also-gone", "gpt-x"));
		Decision decision = this.stage.decide("gone");
		assertThat(Stage.ids(decision)).containsExactly("openai/gpt-x", "azure/gpt-x");
		assertThat(decision.baseline()).isEmpty();
	}

	private ApiError refusal(Ask ask) {
		Router router = this.stage.router();
		CallRefused refused = catchThrowableOfType(CallRefused.class, () -> router.decide(ask.request()));
		assertThat(refused).isNotNull();
		return refused.error();
	}

}
