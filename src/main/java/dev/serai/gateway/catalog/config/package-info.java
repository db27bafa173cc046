/** Wires the catalog. */
@NullMarked
package dev.serai.gateway.catalog.config;

import org.jspecify.annotations.NullMarked;
