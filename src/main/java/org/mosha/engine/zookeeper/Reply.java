package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.Stat;

/**
 * What came of several operations in one request. Reads fail one by one, changes all or none.
 *
 * @param code whether the request was carried out, or the first thing that was wrong
 * @param results one a operation; empty when the request has not come through
 */
record Reply(Code code, List<OpResult> results) {
    /** A znode that was read. */
    record Found(byte[] data, Stat stat) {}

    boolean isDone() {
        return code == Code.OK;
    }

    /** What a read has found; empty when there is no such znode. */
    Optional<Found> found(int index) throws IOException {
        OpResult result = results.get(index);
        if (result instanceof OpResult.GetDataResult data) {
            return Optional.of(new Found(data.getData() == null ? new byte[0] : data.getData(), data.getStat()));
        }
        requireMissing(result);
        return Optional.empty();
    }

    /** Whether a read was refused, as the znode belongs to somebody else. */
    boolean forbids(int index) {
        return results.get(index) instanceof OpResult.ErrorResult error && error.getErr() == Code.NOAUTH.intValue();
    }

    /** The children that a read has found; empty when there is no such znode. */
    Optional<List<String>> children(int index) throws IOException {
        OpResult result = results.get(index);
        if (result instanceof OpResult.GetChildrenResult children) {
            return Optional.of(children.getChildren());
        }
        requireMissing(result);
        return Optional.empty();
    }

    /** The version that a znode has after it was set or made. */
    int version(int index) {
        return results.get(index) instanceof OpResult.SetDataResult set
                ? set.getStat().getVersion()
                : 0;
    }

    /** Which change of the ensemble it was, when the last operation has set something; 0 otherwise. */
    long lastChange() {
        return !results.isEmpty() && results.get(results.size() - 1) instanceof OpResult.SetDataResult set
                ? set.getStat().getMzxid()
                : 0;
    }

    private static void requireMissing(OpResult result) throws IOException {
        int code = result instanceof OpResult.ErrorResult error ? error.getErr() : Code.SYSTEMERROR.intValue();
        if (code != Code.NONODE.intValue()) {
            throw new IOException("the ensemble says " + Code.get(code));
        }
    }
}
