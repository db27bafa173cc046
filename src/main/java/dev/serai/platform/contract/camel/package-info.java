/** The beans that the routes of the contract name. */
@NullMarked
package dev.serai.platform.contract.camel;

import org.jspecify.annotations.NullMarked;
