package org.mosha.engine.directory;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.mosha.model.NodeId;

/**
 * Where the cluster's files are.
 *
 * @param mfsbase the directory that holds all nodes' directories
 * @param hpcbase the directory that tells which nodes are up; empty when their heartbeats do
 * @param varpath Mosha's directory within a node's directory, relative
 */
public record DirectoryLayout(Path mfsbase, Optional<Path> hpcbase, String varpath) {
    /** The name of a node's file with the entries of all groups. */
    static final String CLTAB = "cltab";
    /** The name of a node's file with the groups' wanted levels. */
    static final String HACTL = "hactl";
    /** The name of a node's file with the status of its groups. */
    static final String CLSTAT = "clstat";
    /** The name of a node's file with the status of the whole cluster, as it sees it. */
    static final String HASTAT = "hastat";
    /** The name of a node's file that says which daemon runs it. */
    static final String MARK = "mosha.node";
    /** The end of the name of the file that says which version of an operator's file the daemon saw last. */
    static final String SEEN = ".seen";
    /** The name of the file in which a dead daemon's guard says which life of it has left nothing behind. */
    static final String GONE = "mosha.gone";
    /** The name of the file in which the others say what they do to shoot the node. */
    static final String FENCE = "mosha.fence";
    /** The name of a node's directory in which its lives follow each other. */
    static final String LIVES = "mosha.lives";
    /** The name of the file whose presence keeps a node in standby. */
    static final String STANDBY = "standby";

    /** Refuses nulls. */
    public DirectoryLayout {
        Objects.requireNonNull(mfsbase, "mfsbase");
        Objects.requireNonNull(hpcbase, "hpcbase");
        Objects.requireNonNull(varpath, "varpath");
    }

    /**
     * A node's own directory.
     *
     * @param node the node
     * @return {@code <mfsbase>/<node>/<varpath>}
     */
    public Path base(NodeId node) {
        return mfsbase.resolve(node.toString()).resolve(varpath);
    }

    /**
     * Where the guard of a node's daemon leaves the proof that nothing of that daemon runs any more.
     *
     * @param node the node
     * @return the file; its content is the daemon's incarnation
     */
    public Path gone(NodeId node) {
        return file(node, GONE);
    }

    Path file(NodeId node, String name) {
        return base(node).resolve(name);
    }

    /** The directory of the claims; its name is no number, so it is no node's. */
    Path claims() {
        return mfsbase.resolve("claims");
    }
}
