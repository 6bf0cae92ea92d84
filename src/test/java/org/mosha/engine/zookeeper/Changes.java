package org.mosha.engine.zookeeper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.jute.BinaryOutputArchive;
import org.apache.jute.Record;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.server.Request;
import org.apache.zookeeper.txn.CheckVersionTxn;
import org.apache.zookeeper.txn.MultiTxn;
import org.apache.zookeeper.txn.SetDataTxn;
import org.apache.zookeeper.txn.Txn;
import org.apache.zookeeper.txn.TxnHeader;

/** Changes as a peer writes them down. */
final class Changes {
    private Changes() {}

    static Txn check(String path) {
        return part(OpCode.check, new CheckVersionTxn(path, 1));
    }

    static Txn set(String path, byte[] data, int version) {
        return part(OpCode.setData, new SetDataTxn(path, data, version));
    }

    static Txn part(int type, Record change) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            change.serialize(BinaryOutputArchive.getArchive(bytes), "txn");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new Txn(type, bytes.toByteArray());
    }

    static Request multi(long zxid, Txn... parts) {
        return one(zxid, OpCode.multi, new MultiTxn(new ArrayList<>(List.of(parts))));
    }

    static Request one(long zxid, int type, Record change) {
        TxnHeader header = new TxnHeader(7, (int) zxid, zxid, 0, type);
        return new Request(7, (int) zxid, type, header, change, zxid);
    }

    /** A node's heartbeat, as it is written. */
    static Request beat(long zxid, int node, int version) {
        return multi(
                zxid,
                check("/mosha/nodes/" + node),
                check("/mosha/lives/" + node),
                set("/mosha/beats/" + node, new byte[0], version));
    }
}
