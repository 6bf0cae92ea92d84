package org.mosha.engine.zookeeper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.apache.jute.BinaryInputArchive;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.server.Request;
import org.apache.zookeeper.txn.MultiTxn;
import org.apache.zookeeper.txn.SetDataTxn;
import org.apache.zookeeper.txn.Txn;

/**
 * Which transactions are heartbeats and nothing else. Those alone may be lost by a power cut after they were
 * acknowledged. Why that costs nobody anything:
 * <ol>
 *   <li>It needs a power cut, or a crash of the kernel, of all peers that have acknowledged the heartbeat and take part
 *       when the ensemble next elects a leader. A daemon that is killed loses nothing, as the kernel has it.
 *   <li>Everything else is on the disks of a majority with all that came before it when it is acknowledged, and so is
 *       what an epoch begins with (see {@link StrictPeer}): what gets lost is the end of an epoch, and only heartbeats.
 *   <li>Who has sent or seen the heartbeat has it in its own peer. Where that peer takes part, it is not lost.
 *   <li>A lease that came of a lost heartbeat is over before anybody is served without that heartbeat: a peer begins only
 *       when its machine has been up for so long (see {@link Uptime}).
 *   <li>The version of a lost heartbeat is given once more. Who ends a registration by that version has read it again in
 *       the present epoch, of which nothing gets lost while it lasts (see {@link Beats#lasting}); and whoever takes a
 *       group over has itself seen nothing new of its node for long, by the numbers of the changes, which are never
 *       given twice (see {@link Sightings}).
 * </ol>
 */
final class Heartbeat {
    private Heartbeat() {}

    /** Whether a request changes the time of a node's last heartbeat only, and looks at whatever else. */
    static boolean is(Request request) {
        return request.getTxn() instanceof MultiTxn multi && is(multi.getTxns());
    }

    private static boolean is(List<Txn> parts) {
        int last = parts.size() - 1;
        return last >= 0
                && parts.subList(0, last).stream().allMatch(part -> part.getType() == OpCode.check)
                && parts.get(last).getType() == OpCode.setData
                && isBeat(parts.get(last).getData());
    }

    private static boolean isBeat(byte[] data) {
        try {
            SetDataTxn change = new SetDataTxn();
            change.deserialize(BinaryInputArchive.getArchive(new ByteArrayInputStream(data)), "txn");
            return change.getData() != null
                    && change.getData().length == 0
                    && Znodes.beating(change.getPath()).isPresent();
        } catch (IOException e) {
            return false;
        }
    }
}
