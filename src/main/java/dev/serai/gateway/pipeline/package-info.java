/** Interfaces that the pipeline needs from the packages above it. */
@NullMarked
package dev.serai.gateway.pipeline;

import org.jspecify.annotations.NullMarked;
