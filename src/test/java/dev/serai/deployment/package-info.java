/**
 * The files with which Serai is deployed: Compose and Kubernetes. Neither Docker nor a
 * cluster is needed.
 */
@NullMarked
package dev.serai.deployment;

import org.jspecify.annotations.NullMarked;
