/** Wires the protocols of providers. */
@NullMarked
package dev.serai.gateway.provider.config;

import org.jspecify.annotations.NullMarked;
