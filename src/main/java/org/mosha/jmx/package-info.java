/**
 * The node's management: MXBeans of plain types under the domain {@code org.mosha}, which come and go with what
 * they stand for, and notifications. Clients need the interfaces and
 * rows only. May import {@code model}, {@code config} and {@code node}.
 */
package org.mosha.jmx;
