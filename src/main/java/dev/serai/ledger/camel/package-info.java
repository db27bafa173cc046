/** Beans that the ledger routes call. */
@NullMarked
package dev.serai.ledger.camel;

import org.jspecify.annotations.NullMarked;
