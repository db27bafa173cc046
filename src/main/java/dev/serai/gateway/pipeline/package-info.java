/** What the pipeline asks of those above it. */
@NullMarked
package dev.serai.gateway.pipeline;

import org.jspecify.annotations.NullMarked;
