package dev.serai.platform.config;

import java.util.UUID;

import dev.serai.platform.start.CannotStart;
import dev.serai.platform.start.Node;
import dev.serai.platform.start.PrivateFile;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Provides this node's id among the nodes that share a database. */
@Configuration(proxyBeanMethods = false)
class NodeConfiguration {

	@Bean
	Node node(DirectoryProperties directories) {
		String id = new PrivateFile(directories.dataDir().resolve("node.id"))
			.readOrCreate(() -> UUID.randomUUID().toString());
		try {
			return new Node(UUID.fromString(id));
		}
		catch (IllegalArgumentException ex) {
			throw new CannotStart("The file node.id in " + directories.dataDir() + " holds no UUID.",
					"Restore it, or delete it if this data directory's records have all been written.");
		}
	}

}
