/**
 * The local init: it takes groups to runlevels. The state machines of a process and of a group are complete
 * tables of states and events; they return {@link org.mosha.init.Effect}s and do nothing themselves. Time
 * comes in as a value. Entry class: {@link org.mosha.init.LocalInit}. May import {@code model} and
 * {@code config}.
 */
package org.mosha.init;
