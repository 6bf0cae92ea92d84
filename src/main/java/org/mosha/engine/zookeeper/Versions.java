package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.mosha.engine.FileContent;
import org.mosha.node.Clocks;

/**
 * The versions of the configuration. There is one line of them, the same for all nodes: a version is made only as the
 * next one of the version that its author knew as the last. Used by the engine's thread.
 */
final class Versions {
    /** How many are kept. */
    static final int KEPT = 100;

    private final Ensemble ensemble;
    private final Membership membership;
    private final Clocks clocks;
    private final String author;
    private Version last = Version.NONE;
    private int currentVersion;

    Versions(Ensemble ensemble, Membership membership, Clocks clocks, String author) {
        this.ensemble = ensemble;
        this.membership = membership;
        this.clocks = clocks;
        this.author = author;
    }

    /** The last version as of the last look. */
    Version last() {
        return last;
    }

    /** Looks which is the last, and reads it when it is another one. */
    void look() throws IOException {
        Reply.Found current = ensemble.ask(List.of(Op.getData(Znodes.CURRENT)))
                .found(0)
                .orElseThrow(() -> new IOException("the ensemble has lost " + Znodes.CURRENT));
        long number = number(current.data());
        currentVersion = current.stat().getVersion();
        if (number != last.number()) {
            last = number == 0
                    ? Version.NONE
                    : read(number)
                            .orElseThrow(() -> new IOException("the ensemble has lost " + Znodes.version(number)));
        }
    }

    /** What the next version would be; it is proposed on top of the last one. */
    Version next(String what, Map<OperatorFile, FileContent> changed) {
        return last.next(author, clocks.wall().toEpochMilli(), what, changed);
    }

    /**
     * Makes the next version.
     *
     * @param next what {@link #next} has made since the last look
     * @return whether it was made; false when another one was faster
     * @throws NotReached when it may have been made or not
     * @throws IOException when the files are too large, or this node is not registered
     */
    boolean propose(Version next) throws IOException {
        List<Op> ops = new ArrayList<>(
                membership.proof().orElseThrow(() -> new NotReached("this node has not joined the ensemble yet")));
        byte[] number = Long.toString(next.number()).getBytes(StandardCharsets.US_ASCII);
        ops.add(Op.setData(Znodes.CURRENT, number, currentVersion));
        ops.add(ensemble.create(Znodes.version(next.number()), next.format()));
        Reply reply = ensemble.ask(ops);
        if (!reply.isDone()) {
            if (reply.code() != Code.BADVERSION && reply.code() != Code.NODEEXISTS && reply.code() != Code.NONODE) {
                throw new IOException("the ensemble refuses the new version: " + reply.code());
            }
            return false;
        }
        look();
        purge();
        return true;
    }

    /** A version; empty when it is not kept any more, or there never was one. */
    Optional<Version> read(long number) throws IOException {
        Optional<Reply.Found> found =
                ensemble.ask(List.of(Op.getData(Znodes.version(number)))).found(0);
        return found.isPresent() ? Optional.of(Version.parse(found.get().data())) : Optional.empty();
    }

    /** The numbers of the versions that are kept, in order. */
    List<Long> numbers() throws IOException {
        return ensemble.ask(List.of(Op.getChildren(Znodes.VERSIONS))).children(0).orElse(List.of()).stream()
                .map(Znodes::number)
                .filter(number -> number > 0)
                .sorted()
                .toList();
    }

    /** Whether a file's content is one that it had in a version that is kept. */
    boolean knows(OperatorFile file, String hash) throws IOException {
        for (long number : numbers()) {
            if (read(number).filter(version -> version.hash(file).equals(hash)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private void purge() throws IOException {
        for (long number : numbers()) {
            if (number <= last.number() - KEPT) {
                ensemble.send(List.of(Op.delete(Znodes.version(number), -1)));
            }
        }
    }

    private static long number(byte[] data) throws IOException {
        String text = new String(data, StandardCharsets.US_ASCII);
        try {
            return text.isEmpty() ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IOException(Znodes.CURRENT + " in the ensemble is damaged: '" + text + "'", e);
        }
    }
}
