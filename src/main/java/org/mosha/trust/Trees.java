package org.mosha.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Deletes directories of half-made keys. */
final class Trees {
    private Trees() {}

    /** Deletes a directory with all that is in it, if it is there; follows no link. */
    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(tree)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : all) {
            Files.delete(one);
        }
    }

    /** Deletes a directory after a failure, which counts more than what is left. */
    static void deleteIfPossible(Path tree) {
        try {
            delete(tree);
        } catch (IOException e) {
            // it is its owner's only, and the next try deletes it
            return;
        }
    }
}
