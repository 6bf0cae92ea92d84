/**
 * The node's management: MXBeans of plain types under the domain {@code org.mosha}, which come and go with what
 * they stand for, and notifications. Entry class: {@link org.mosha.jmx.Beans}; clients need the interfaces, the
 * rows and {@link org.mosha.jmx.BeanNames} only. May import {@code model}, {@code config} and {@code node}.
 */
package org.mosha.jmx;
