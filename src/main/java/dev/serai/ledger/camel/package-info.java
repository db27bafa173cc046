/** The beans that the routes of the ledger name. */
@NullMarked
package dev.serai.ledger.camel;

import org.jspecify.annotations.NullMarked;
