/** Beans that the routes of the contract call. */
@NullMarked
package dev.serai.platform.contract.camel;

import org.jspecify.annotations.NullMarked;
