package dev.serai.deployment;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.convert.DurationStyle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** {@code config/kubernetes}, whose objects are read by the typed Kubernetes model. */
class KubernetesTest {

	private static final Path ROOT = Path.of("config/kubernetes");

	private static final Map<String, String> LABELS = Map.of("app.kubernetes.io/name", "serai");

	private static final Pattern HEAP = Pattern.compile("-Xmx(\\d+)([mg])");

	private static final Manifests SINGLE = Manifests.of(ROOT.resolve("overlays/single"));

	private static final Manifests PRODUCTION = Manifests.of(ROOT.resolve("overlays/production"));

	private Manifests overlay(String name) {
		return name.equals("single") ? SINGLE : PRODUCTION;
	}

	@Test
	void anUnknownFieldIsAFault() throws IOException {
		String file = Files.readString(ROOT.resolve("base/statefulset.yaml"));
		assertThat(Manifests.read(file)).hasSize(1);
		for (String misspelt : List.of("readinesProbe", "readOnlyRootFileSystem", "fsgroup")) {
			String field = Map
				.of("readinesProbe", "readinessProbe", "readOnlyRootFileSystem", "readOnlyRootFilesystem", "fsgroup",
						"fsGroup")
				.get(misspelt);
			assertThatExceptionOfType(JsonMappingException.class)
				.isThrownBy(() -> Manifests.read(file.replace(field + ":", misspelt + ":")))
				.withMessageContaining(misspelt);
		}
	}

	@Test
	void everyFileBelongsToAKustomization() throws IOException {
		try (Stream<Path> files = Files.walk(ROOT)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				String kustomization = Files.readString(file.resolveSibling("kustomization.yaml"));
				assertThat(file.endsWith("kustomization.yaml") || kustomization.contains(file.getFileName().toString()))
					.as("%s is used", file)
					.isTrue();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "single", "production" })
	void everyPatchIsOfAnObjectThatIsThere(String name) throws IOException {
		Path directory = ROOT.resolve("overlays").resolve(name);
		JsonNode kustomization = new YAMLMapper().readTree(Files.readString(directory.resolve("kustomization.yaml")));
		Set<String> objects = overlay(name).objects()
			.stream()
			.map(object -> object.getKind() + "/" + object.getMetadata().getName())
			.collect(Collectors.toSet());
		for (JsonNode patch : kustomization.path("patches")) {
			JsonNode target = patch.has("path")
					? new YAMLMapper().readTree(Files.readString(directory.resolve(patch.path("path").asText())))
					: patch.path("target");
			String metadata = target.has("metadata") ? target.at("/metadata/name").asText()
					: target.path("name").asText();
			assertThat(objects).contains(target.path("kind").asText() + "/" + metadata);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "single", "production" })
	void thePodMayDoNoMoreThanItMust(String name) {
		PodSpec pod = pod(overlay(name));
		assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
		assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10_001);
		assertThat(pod.getSecurityContext().getFsGroup()).isEqualTo(10_001);
		assertThat(pod.getSecurityContext().getFsGroupChangePolicy()).isEqualTo("OnRootMismatch");
		assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
		assertThat(pod.getAutomountServiceAccountToken()).isFalse();
		assertThat(pod.getEnableServiceLinks()).isFalse();
		Container container = container(overlay(name));
		assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
		assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
		assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
		assertThat(container.getSecurityContext().getCapabilities().getAdd()).isEmpty();
		assertThat(overlay(name).one(Namespace.class, "serai").getMetadata().getLabels())
			.containsEntry("pod-security.kubernetes.io/enforce", "restricted");
	}

	@Test
	void theImageRunsAsTheSameUser() throws IOException {
		assertThat(Files.readString(Path.of("Dockerfile"))).contains("useradd --system --uid 10001 --user-group");
	}

	@ParameterizedTest
	@ValueSource(strings = { "single", "production" })
	void whatIsWrittenIsWrittenToVolumes(String name) throws IOException {
		Map<String, String> mounts = container(overlay(name)).getVolumeMounts()
			.stream()
			.collect(Collectors.toMap(VolumeMount::getMountPath, VolumeMount::getName));
		String dockerfile = Files.readString(Path.of("Dockerfile"));
		assertThat(dockerfile).contains("SERAI_DATA_DIR=/var/lib/serai").contains("SERAI_CONFIG_DIR=/opt/serai/config");
		assertThat(mounts).containsEntry("/var/lib/serai", "data")
			.containsEntry("/opt/serai/config", "config")
			.containsEntry("/opt/serai/config/routes", "routes")
			.containsEntry("/tmp", "tmp");
		Set<String> volumes = new TreeSet<>();
		pod(overlay(name)).getVolumes().forEach(volume -> volumes.add(volume.getName()));
		set(overlay(name)).getSpec()
			.getVolumeClaimTemplates()
			.forEach(claim -> volumes.add(claim.getMetadata().getName()));
		assertThat(volumes).containsExactlyInAnyOrderElementsOf(mounts.values());
	}

	@ParameterizedTest
	@ValueSource(strings = { "single", "production" })
	void probesAskTheManagementPort(String name) {
		Container container = container(overlay(name));
		Map<String, Integer> ports = container.getPorts()
			.stream()
			.collect(Collectors.toMap(ContainerPort::getName, ContainerPort::getContainerPort));
		assertThat(ports).containsOnly(Map.entry("http", 8080), Map.entry("management", 9090));
		assertThat(paths(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe()))
			.containsExactly("/actuator/health/liveness", "/actuator/health/liveness", "/actuator/health/readiness");
	}

	private static List<String> paths(Probe... probes) {
		return Stream.of(probes)
			.map(Probe::getHttpGet)
			.peek(get -> assertThat(get.getPort().getStrVal()).isEqualTo("management"))
			.map(HTTPGetAction::getPath)
			.toList();
	}

	@ParameterizedTest
	@ValueSource(strings = { "single", "production" })
	void aNodeThatEndsHasItsTime(String name) throws IOException {
		Duration drain = DurationStyle.detectAndParse(settings(overlay(name)).get("SERAI_DRAIN_TIME"));
		Probe readiness = container(overlay(name)).getReadinessProbe();
		assertThat(drain).isGreaterThan(Duration.ofSeconds((long) readiness.getFailureThreshold()
				* (readiness.getPeriodSeconds() + readiness.getTimeoutSeconds())));
		assertThat(Duration.ofSeconds(pod(overlay(name)).getTerminationGracePeriodSeconds()))
			.isGreaterThanOrEqualTo(Shutdown.atMost(drain));
	}

	@ParameterizedTest
	@ValueSource(strings = { "single", "production" })
	void theHeapLeavesAThirdOfTheMemoryLimitToTheRest(String name) {
		List<Container> containers = overlay(name).all(StatefulSet.class)
			.stream()
			.map(set -> set.getSpec().getTemplate().getSpec().getContainers().getFirst())
			.toList();
		// The last one wins, where patches are not applied.
		Container last = containers.getLast();
		String options = containers.reversed()
			.stream()
			.flatMap(container -> container.getEnv().stream())
			.filter(variable -> variable.getName().equals("JAVA_TOOL_OPTIONS"))
			.findFirst()
			.orElseThrow()
			.getValue();
		Matcher heap = HEAP.matcher(options);
		assertThat(heap.find()).isTrue();
		BigDecimal bytes = new BigDecimal(heap.group(1))
			.multiply(BigDecimal.valueOf(heap.group(2).equals("g") ? 1L << 30 : 1L << 20));
		assertThat(bytes.multiply(new BigDecimal("1.5"))).isLessThanOrEqualTo(bytes(last.getResources().getLimits()));
		assertThat(bytes(last.getResources().getRequests())).isGreaterThan(bytes)
			.isLessThanOrEqualTo(bytes(last.getResources().getLimits()));
		assertThat(options).as("the collector that the image's class cache was made with").contains("-XX:+UseSerialGC");
	}

	private static BigDecimal bytes(Map<String, Quantity> resources) {
		return Quantity.getAmountInBytes(resources.get("memory"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "single", "production" })
	void everyVariableIsDocumentedAndSecretsComeByReference(String name) throws IOException {
		Set<String> documented = DocumentedSettings.all();
		assertThat(documented).containsAll(settings(overlay(name)).keySet());
		for (EnvVar variable : variables(overlay(name))) {
			if (!variable.getName().equals("JAVA_TOOL_OPTIONS")) {
				assertThat(documented).contains(variable.getName());
				assertThat(variable.getValue()).isNull();
				assertThat(variable.getValueFrom().getSecretKeyRef().getOptional()).isNull();
			}
		}
		assertThat(settings(overlay(name)).keySet())
			.noneMatch(setting -> setting.matches(".*(KEY|PEPPER|PASSWORD|SECRET|DATASOURCE|REDIS).*"));
		assertThat(overlay(name).objects()).noneMatch(object -> object.getKind().equals("Secret"));
	}

	@Test
	void theDocumentationMakesTheSecretThatProductionNeeds() throws IOException {
		Map<String, String> keys = new TreeMap<>();
		variables(PRODUCTION).stream().filter(variable -> variable.getValueFrom() != null).forEach(variable -> {
			assertThat(variable.getValueFrom().getSecretKeyRef().getName()).isEqualTo("serai");
			keys.put(variable.getName(), variable.getValueFrom().getSecretKeyRef().getKey());
		});
		assertThat(keys.keySet()).containsExactlyInAnyOrder("SERAI_ADMIN_KEY", "SERAI_KEY_PEPPER",
				"SPRING_DATASOURCE_URL", "SPRING_DATASOURCE_USERNAME", "SPRING_DATASOURCE_PASSWORD",
				"SPRING_DATA_REDIS_URL");
		String docs = Files.readString(Path.of("docs/deployment.md"));
		assertThat(keys.values()).allSatisfy(key -> assertThat(docs).contains("--from-literal=" + key + "="));
	}

	@Test
	void aSingleNodeHasItsOwnDatabaseOnAVolume() {
		assertThat(set(SINGLE).getSpec().getReplicas()).isEqualTo(1);
		assertThat(variables(SINGLE)).extracting(EnvVar::getName).noneMatch(variable -> variable.startsWith("SPRING_"));
		if (SINGLE.rendered()) {
			assertThat(Quantity.getAmountInBytes(set(SINGLE).getSpec()
				.getVolumeClaimTemplates()
				.getFirst()
				.getSpec()
				.getResources()
				.getRequests()
				.get("storage"))).isGreaterThanOrEqualTo(BigDecimal.valueOf(20L << 30));
		}
	}

	@Test
	void productionScalesByCallsUnderWayAndKeepsTwoNodes() throws IOException {
		HorizontalPodAutoscaler autoscaler = PRODUCTION.one(HorizontalPodAutoscaler.class, "serai");
		StatefulSet target = set(PRODUCTION);
		assertThat(autoscaler.getSpec().getScaleTargetRef().getKind()).isEqualTo(target.getKind());
		assertThat(autoscaler.getSpec().getScaleTargetRef().getApiVersion()).isEqualTo(target.getApiVersion());
		assertThat(autoscaler.getSpec().getScaleTargetRef().getName()).isEqualTo(target.getMetadata().getName());
		assertThat(target.getSpec().getReplicas()).as("the autoscaler says how many").isNull();
		assertThat(autoscaler.getSpec().getMinReplicas()).isGreaterThanOrEqualTo(2);
		if (PRODUCTION.rendered()) {
			assertThat(settings(PRODUCTION)).containsEntry("SERAI_NODES",
					autoscaler.getSpec().getMinReplicas().toString());
		}
		String metric = autoscaler.getSpec().getMetrics().getFirst().getPods().getMetric().getName();
		assertThat(Files.readString(Path.of("config/prometheus/serai.rules.yaml")))
			.as("a metric whose name is checked against a running Serai")
			.contains(metric);
		assertThat(Files.readString(Path.of("docs/deployment.md"))).contains("seriesQuery: '" + metric);
	}

	@Test
	void selectorsFindThePods() {
		Map<String, String> pods = labels(PRODUCTION);
		assertThat(pods).containsAllEntriesOf(LABELS);
		if (PRODUCTION.rendered()) {
			assertThat(set(PRODUCTION).getSpec().getSelector().getMatchLabels()).isEqualTo(LABELS);
			assertThat(PRODUCTION.all(Service.class))
				.allSatisfy(service -> assertThat(service.getSpec().getSelector()).isEqualTo(LABELS));
			assertThat(set(PRODUCTION).getMetadata().getNamespace()).isEqualTo("serai");
			assertThat(PRODUCTION.objects()).filteredOn(object -> !(object instanceof Namespace))
				.extracting(object -> object.getMetadata().getNamespace())
				.containsOnly("serai");
		}
		assertThat(selector(PRODUCTION.one(PodDisruptionBudget.class, "serai").getSpec().getSelector()))
			.isEqualTo(LABELS);
		assertThat(selector(PRODUCTION.one(NetworkPolicy.class, "serai").getSpec().getPodSelector())).isEqualTo(LABELS);
		assertThat(PRODUCTION.all(StatefulSet.class)
			.stream()
			.flatMap(set -> set.getSpec().getTemplate().getSpec().getTopologySpreadConstraints().stream())
			.map(constraint -> selector(constraint.getLabelSelector()))).hasSize(2).containsOnly(LABELS);
	}

	@Test
	void atMostOneNodeIsTakenAwayAtATime() {
		assertThat(PRODUCTION.one(PodDisruptionBudget.class, "serai").getSpec().getMaxUnavailable().getIntVal())
			.isEqualTo(1);
	}

	@Test
	void prometheusFindsTheManagementPortOfEachNode() {
		ServiceMonitor monitor = PRODUCTION.one(ServiceMonitor.class, "serai");
		Service nodes = PRODUCTION.one(Service.class, "serai-nodes");
		assertThat(set(PRODUCTION).getSpec().getServiceName()).isEqualTo("serai-nodes");
		assertThat(nodes.getSpec().getClusterIP()).isEqualTo("None");
		assertThat(nodes.getSpec().getPorts()).extracting(ServicePort::getName)
			.contains(monitor.getSpec().getEndpoints().getFirst().getPort());
		assertThat(monitor.getSpec().getEndpoints().getFirst().getPath()).isEqualTo("/actuator/prometheus");
		if (PRODUCTION.rendered()) {
			assertThat(nodes.getMetadata().getLabels())
				.containsAllEntriesOf(monitor.getSpec().getSelector().getMatchLabels());
			assertThat(PRODUCTION.one(Service.class, "serai").getMetadata().getLabels())
				.as("the callers' service is not scraped")
				.doesNotContainKey("app.kubernetes.io/component");
		}
	}

	@Test
	void callersReachThePublicPortAloneAndPrometheusTheManagementPortAlone() {
		NetworkPolicy policy = PRODUCTION.one(NetworkPolicy.class, "serai");
		assertThat(policy.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
		assertThat(policy.getSpec().getIngress()).allSatisfy(rule -> assertThat(rule.getFrom()).isNotEmpty())
			.extracting(rule -> rule.getPorts().stream().map(port -> port.getPort().getStrVal()).toList())
			.containsExactly(List.of("http"), List.of("management"));
		assertThat(policy.getSpec().getEgress()).allSatisfy(rule -> assertThat(rule.getTo()).isNotEmpty())
			.flatExtracting(rule -> rule.getPorts().stream().map(NetworkPolicyPort::getPort).toList())
			.extracting(port -> port.getIntVal())
			.contains(53, 443, 5432, 6379);
		assertThat(policy.getSpec().getEgress().stream().flatMap(rule -> rule.getTo().stream()))
			.filteredOn(peer -> peer.getIpBlock() != null)
			.allSatisfy(peer -> assertThat(peer.getIpBlock().getExcept()).contains("169.254.0.0/16"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "single", "production" })
	void theImageHasAFixedTagInOneKnownPlace(String name) throws IOException {
		JsonNode image = new YAMLMapper()
			.readTree(Files.readString(ROOT.resolve("overlays").resolve(name).resolve("kustomization.yaml")))
			.at("/images/0");
		assertThat(image.path("newTag").asText()).matches("\\d+\\.\\d+\\.\\d+");
		if (overlay(name).rendered()) {
			assertThat(container(overlay(name)).getImage())
				.isEqualTo(image.path("newName").asText() + ":" + image.path("newTag").asText());
		}
	}

	/** As docs/deployment.md says: files of one's own, in an overlay of one's own. */
	@Test
	void anOverlayOfOnesOwnAddsConfigurationAndRoutes(@TempDir Path directory) throws IOException {
		if (!Manifests.isInstalled()) {
			return;
		}
		try (Stream<Path> files = Files.walk(ROOT)) {
			for (Path file : files.toList()) {
				Path copy = directory.resolve(ROOT.relativize(file).toString());
				if (Files.isDirectory(file)) {
					Files.createDirectories(copy);
				}
				else {
					Files.copy(file, copy);
				}
			}
		}
		Path mine = Files.createDirectories(directory.resolve("overlays/mine"));
		List<String> names = List.of("providers.yaml", "models.yaml", "policies.yaml", "alerts.yaml");
		for (String file : names) {
			Files.copy(Path.of("config", file), mine.resolve(file));
		}
		Files.copy(Path.of("config/routes/reply.camel.yaml.example"), mine.resolve("reply.camel.yaml"));
		Matcher example = Pattern.compile("(?s)```yaml\\n(# overlays/mine/kustomization.yaml.*?)```")
			.matcher(Files.readString(Path.of("docs/deployment.md")));
		assertThat(example.find()).isTrue();
		Files.writeString(mine.resolve("kustomization.yaml"), example.group(1));
		Manifests overlay = Manifests.of(mine);
		Map<String, ConfigMap> volumes = overlay.all(ConfigMap.class)
			.stream()
			.collect(Collectors.toMap(map -> map.getMetadata().getName(), map -> map));
		Map<String, Set<String>> contents = new TreeMap<>();
		pod(overlay).getVolumes()
			.stream()
			.filter(volume -> volume.getConfigMap() != null)
			.forEach(volume -> contents.put(volume.getName(),
					volumes.get(volume.getConfigMap().getName()).getData().keySet()));
		assertThat(contents).containsOnly(Map.entry("config", Set.copyOf(names)),
				Map.entry("routes", Set.of("reply.camel.yaml")));
	}

	private static StatefulSet set(Manifests overlay) {
		return overlay.rendered() ? overlay.one(StatefulSet.class, "serai")
				: overlay.all(StatefulSet.class).stream().reduce((base, patch) -> {
					if (patch.getSpec().getReplicas() != null) {
						base.getSpec().setReplicas(patch.getSpec().getReplicas());
					}
					return base;
				}).orElseThrow();
	}

	private static PodSpec pod(Manifests overlay) {
		return set(overlay).getSpec().getTemplate().getSpec();
	}

	private static Container container(Manifests overlay) {
		return pod(overlay).getContainers().getFirst();
	}

	private static List<EnvVar> variables(Manifests overlay) {
		return overlay.all(StatefulSet.class)
			.stream()
			.map(set -> set.getSpec().getTemplate().getSpec().getContainers())
			.flatMap(Collection::stream)
			.flatMap(container -> container.getEnv().stream())
			.toList();
	}

	/** Those that are no secrets: what the generator is given, where it has not run. */
	private static Map<String, String> settings(Manifests overlay) throws IOException {
		if (overlay.rendered()) {
			return overlay.all(ConfigMap.class)
				.stream()
				.filter(map -> map.getMetadata().getName().startsWith("serai-settings"))
				.findFirst()
				.orElseThrow()
				.getData();
		}
		Map<String, String> settings = new TreeMap<>();
		new YAMLMapper().readTree(Files.readString(ROOT.resolve("base/kustomization.yaml")))
			.at("/configMapGenerator/0/literals")
			.forEach(literal -> settings.put(literal.asText().replaceFirst("=.*", ""),
					literal.asText().replaceFirst(".*?=", "")));
		return settings;
	}

	private static Map<String, String> labels(Manifests overlay) {
		return overlay.rendered() ? set(overlay).getSpec().getTemplate().getMetadata().getLabels() : LABELS;
	}

	private static Map<String, String> selector(LabelSelector selector) {
		return selector.getMatchLabels();
	}

}
