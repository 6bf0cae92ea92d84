package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;

/** Makes the directories of the cluster where they are missing. */
final class Directories {
    private Directories() {}

    /**
     * Makes what is missing.
     *
     * @return why the ensemble does not let that be done; empty when all are there
     * @throws IOException when the ensemble does not answer
     */
    static Optional<Obstacle> make(Ensemble ensemble) throws IOException {
        List<String> all = Znodes.directories();
        Reply there = ensemble.ask(all.stream().map(Op::getData).toList());
        for (int i = 0; i < all.size(); i++) {
            if (there.forbids(i)) {
                return Optional.of(Obstacle.noRight(all.get(i)));
            }
            if (there.found(i).isEmpty()) {
                byte[] data = all.get(i).equals(Znodes.ROOT) ? NewTree.mark() : new byte[0];
                Reply made = ensemble.ask(List.of(ensemble.create(all.get(i), data)));
                if (!made.isDone() && made.code() != Code.NODEEXISTS) {
                    return Optional.of(refusal(all.get(i), made.code()));
                }
            }
        }
        return Optional.empty();
    }

    private static Obstacle refusal(String path, Code code) {
        return switch (code) {
            case NONODE -> Obstacle.noPath();
            case NOAUTH -> Obstacle.noRight(path);
            case INVALIDACL -> Obstacle.strange();
            default -> Obstacle.passing("cannot make " + path + " in the ensemble: " + code);
        };
    }
}
