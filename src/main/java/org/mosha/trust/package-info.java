/**
 * Whom a node trusts: the cluster's authority, the nodes' keys and certificates in {@code tls.dir}, and the files that
 * only their owner may see. Entry classes: {@link org.mosha.trust.TlsDirectory} (makes keys),
 * {@link org.mosha.trust.NodeKeys} (reads them). May import {@code model}, {@code config} and {@code linux}.
 */
package org.mosha.trust;
