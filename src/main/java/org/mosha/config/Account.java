package org.mosha.config;

/**
 * Somebody who may use remote JMX.
 *
 * @param role what they may do
 * @param password what their password is checked against
 */
public record Account(Role role, PasswordHash password) {}
