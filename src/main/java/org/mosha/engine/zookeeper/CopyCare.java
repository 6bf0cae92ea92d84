package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that a peer starts with what it has acknowledged, or with nothing. Used by one thread. */
final class CopyCare {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.engine");

    private final Path data;
    private final boolean alone;
    private final KeptAside kept;

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
    }

    /**
     * Checks the copy, to be called before a peer starts. A damaged one is put aside. So the peer has an empty one, and no
     * vote until it has got the others', as it could have lost what it had acknowledged.
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
            Path place = kept.add(copy, now);
            // what was meant for the copy that is gone
            Files.deleteIfExists(data.resolve(PeerData.INITIALIZE));
            LOG.error(
                    "this node's copy is damaged, and kept in {}: {}",
                    place,
                    result.damage().get());
            return Optional.of(sentence(place));
        }
        return result.empty() ? kept.newest().map(this::sentence) : Optional.empty();
    }

    private String sentence(Path place) {
        String damaged = "this node's copy was damaged, and is kept in " + place + ": ";
        return alone
                ? damaged + "there is no other node to get it from; to begin with an empty one, make an empty file "
                        + data.resolve(PeerData.INITIALIZE)
                : damaged + "it has no vote until it has got the others'";
    }
}
