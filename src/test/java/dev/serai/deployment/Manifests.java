package dev.serai.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The objects of an overlay, read strictly: an unknown field, a wrong type, a field given
 * twice or a kind that is not expected fails. Where {@code kubectl} is installed they are
 * what {@code kubectl kustomize} renders, else the files as they stand.
 *
 * @param rendered whether patches and generators are applied
 */
record Manifests(boolean rendered, List<HasMetadata> objects) {

	private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of("v1/Namespace", Namespace.class,
			"v1/ServiceAccount", ServiceAccount.class, "v1/ConfigMap", ConfigMap.class, "v1/Service", Service.class,
			"apps/v1/StatefulSet", StatefulSet.class, "autoscaling/v2/HorizontalPodAutoscaler",
			HorizontalPodAutoscaler.class, "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class,
			"networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class, "monitoring.coreos.com/v1/ServiceMonitor",
			ServiceMonitor.class);

	private static final ObjectMapper YAML = YAMLMapper.builder()
		.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.annotationIntrospector(new JacksonAnnotationIntrospector() {
			/** The model's classes else take what they do not know. */
			@Override
			public Boolean hasAnySetter(Annotated annotated) {
				return false;
			}
		})
		.build();

	/** An overlay's objects, with those of the bases that it names. */
	static Manifests of(Path overlay) {
		try {
			return isInstalled() ? new Manifests(true, read(kustomize(overlay))) : new Manifests(false, files(overlay));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static boolean isInstalled() {
		return Stream.of(System.getenv("PATH").split(":"))
			.anyMatch(directory -> Files.isExecutable(Path.of(directory, "kubectl")));
	}

	static String kustomize(Path overlay) throws IOException {
		Path errors = Files.createTempFile("kustomize", ".txt");
		Process process = new ProcessBuilder("kubectl", "kustomize", overlay.toString()).redirectError(errors.toFile())
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.onExit().join().exitValue()).as(Files.readString(errors)).isZero();
		return output;
	}

	private static List<HasMetadata> files(Path directory) throws IOException {
		JsonNode kustomization = YAML.readTree(Files.readString(directory.resolve("kustomization.yaml")));
		List<HasMetadata> objects = new ArrayList<>();
		for (JsonNode resource : kustomization.path("resources")) {
			Path path = directory.resolve(resource.asText());
			objects.addAll(Files.isDirectory(path) ? files(path) : read(Files.readString(path)));
		}
		for (JsonNode patch : kustomization.path("patches")) {
			if (patch.has("path")) {
				objects.addAll(read(Files.readString(directory.resolve(patch.path("path").asText()))));
			}
		}
		return objects;
	}

	/** The objects of a file, each by the type of its kind. */
	static List<HasMetadata> read(String yaml) throws IOException {
		List<HasMetadata> objects = new ArrayList<>();
		try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class)
			.with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
			.readValues(yaml)) {
			while (documents.hasNext()) {
				JsonNode document = documents.next();
				String kind = document.path("apiVersion").asText() + "/" + document.path("kind").asText();
				assertThat(KINDS).containsKey(kind);
				objects.add(YAML.treeToValue(document, KINDS.get(kind)));
			}
		}
		return objects;
	}

	/** All of a kind; of files as they stand, patches of an object too. */
	<T extends HasMetadata> List<T> all(Class<T> kind) {
		return this.objects.stream().filter(kind::isInstance).map(kind::cast).toList();
	}

	<T extends HasMetadata> T one(Class<T> kind, String name) {
		return all(kind).stream()
			.filter(object -> object.getMetadata().getName().equals(name))
			.findFirst()
			.orElseThrow();
	}

}
