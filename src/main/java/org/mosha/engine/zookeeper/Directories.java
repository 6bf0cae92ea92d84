package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.util.List;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;

/** Makes the directories of the cluster where they are missing. */
final class Directories {
    private Directories() {}

    static void make(Ensemble ensemble) throws IOException {
        List<String> all = Znodes.directories();
        Reply there = ensemble.ask(all.stream().map(Op::getData).toList());
        for (int i = 0; i < all.size(); i++) {
            if (there.found(i).isEmpty()) {
                Reply made = ensemble.ask(List.of(ensemble.create(all.get(i), new byte[0])));
                if (!made.isDone() && made.code() != Code.NODEEXISTS) {
                    throw new IOException("cannot make " + all.get(i) + " in the ensemble: " + made.code());
                }
            }
        }
    }
}
