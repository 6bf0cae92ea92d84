package org.mosha.engine.zookeeper;

import java.util.List;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.ACL;

/** How this node's client shows an ensemble who it is, and who else may see what it writes there. */
interface EnsembleAccess {
    /**
     * The configuration of a client of the ensemble.
     *
     * @return a configuration of its own for each call
     */
    ZKClientConfig client();

    /**
     * Who may read and write the znodes that this cluster makes.
     *
     * @return the list for each of them: the cluster's nodes and nobody else, where nodes can be told from others
     */
    List<ACL> acl();
}
