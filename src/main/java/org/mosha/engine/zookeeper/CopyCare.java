package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that a peer starts with what it has acknowledged, or with nothing. Used by one thread. */
final class CopyCare {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.engine");

    private final Path data;
    private final boolean alone;
    private final KeptAside kept;
    private final Acceptance acceptance;

    /**
     * Looks at nothing yet.
     *
     * @param data the directory of the peer's data
     * @param alone whether there are no other nodes
     */
    CopyCare(Path data, boolean alone) {
        this.data = data;
        this.alone = alone;
        this.kept = new KeptAside(data);
        this.acceptance = new Acceptance(data);
    }

    /**
     * Checks the copy, to be called before a peer starts. A damaged one is put aside. So the peer has an empty one, and no
     * vote until it has got the others', as it could have lost what it had acknowledged; unless the operator has told to
     * begin with what can be read of it.
     *
     * @param now the present time
     * @return a sentence that says what the peer has lost; empty when it has its copy, or never had any
     * @throws IOException when the copy cannot be looked at or put aside, with a sentence that says why
     */
    Optional<String> lost(Instant now) throws IOException {
        Path copy = data.resolve(PeerData.VERSION);
        CopyCheck.Result result = CopyCheck.check(copy);
        for (Path file : result.leftovers()) {
            LOG.info("{} was left half-way, and is removed: nothing in it was acknowledged", file);
            Files.delete(file);
        }
        if (result.damage().isPresent()) {
            return without(putAside(copy, result.damage().get(), now));
        }
        if (!result.unneeded().isEmpty()) {
            Path place = kept.add(result.unneeded(), now);
            LOG.warn("damaged, but not needed, and now in {}: {}", place, names(result.unneeded()));
        }
        Optional<Path> earlier = result.empty() ? kept.newest() : Optional.empty();
        if (earlier.isPresent()) {
            return without(earlier.get());
        }
        if (acceptance.isTold()) {
            LOG.warn("{} is removed: this node has no damaged copy", acceptance.word());
            acceptance.forget();
        }
        return Optional.empty();
    }

    /** Whether the operator has told to begin with what can be read of a damaged copy. */
    boolean isToldToAccept() {
        return acceptance.isTold();
    }

    private Path putAside(Path copy, String damage, Instant now) throws IOException {
        // it was meant for the copy that goes; without a copy, and with it, a peer votes with an empty one
        Files.deleteIfExists(data.resolve(PeerData.INITIALIZE));
        Path place = kept.add(copy, now);
        LOG.error("this node's copy is damaged, and kept in {}: {}", place, damage);
        return place;
    }

    /** What a peer is that has no copy but a damaged one. */
    private Optional<String> without(Path damaged) throws IOException {
        if (!acceptance.isTold()) {
            return Optional.of(sentence(damaged, ""));
        }
        Optional<String> problem = acceptance.take(damaged);
        return problem.map(why -> sentence(damaged, "it cannot be accepted (" + why + "); "));
    }

    private static String names(List<Path> files) {
        return files.stream().map(file -> file.getFileName().toString()).collect(Collectors.joining(", "));
    }

    private String sentence(Path place, String problem) {
        String damaged = "this node's copy was damaged, and is kept in " + place + ": " + problem;
        String ways =
                "make an empty file " + acceptance.word() + " and restart, to begin with what can be read of it, or "
                        + data.resolve(PeerData.INITIALIZE) + " to begin with an empty one";
        return alone
                ? damaged + "there is no other node to get it from; " + ways
                : damaged
                        + "it has no vote until it has got the others'. Only when all nodes are started, and those with a"
                        + " whole copy are no majority: " + ways + ", on one node after the other until there is a"
                        + " majority; when it was removed on purpose, remove " + place + " and restart";
    }
}
