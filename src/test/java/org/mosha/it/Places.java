package org.mosha.it;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Has only as many test classes run at the same time as a small machine can take, in whatever processes they are: each
 * takes a place, one with the tag {@link #CLUSTER} two, and one with the tag {@link #ROOMY} four. JUnit finds it by
 * itself; there are as many places as the property {@code mosha.test.places} says, or no limit without it.
 */
public final class Places implements BeforeAllCallback, AfterAllCallback {
    /** The tag of a class that runs several daemons at once. */
    public static final String CLUSTER = "cluster";

    /** The tag of a class that leaves little room to others, since what it tests must not be kept waiting. */
    public static final String ROOMY = "roomy";

    private static final int COUNT = Integer.getInteger("mosha.test.places", 0);
    private static final Path DIRECTORY = Path.of("target/places");
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Map<Integer, FileChannel> taken = new HashMap<>();

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (COUNT > 0 && isOutermost(context)) {
            Files.createDirectories(DIRECTORY);
            // who waits for several places has its turn before all who come later
            try (FileChannel turn = open("turn");
                    FileLock mine = turn.lock()) {
                int wanted = Math.min(wanted(context.getTags()), COUNT);
                Awaitility.await("a place for " + context.getDisplayName())
                        .atMost(PATIENCE)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(LOOK)
                        .until(() -> mine.isValid() && take(wanted));
            }
        }
    }

    private static boolean isOutermost(ExtensionContext context) {
        return context.getParent().flatMap(ExtensionContext::getTestClass).isEmpty();
    }

    private static int wanted(Set<String> tags) {
        if (tags.contains(ROOMY)) {
            return 4;
        }
        return tags.contains(CLUSTER) ? 2 : 1;
    }

    private boolean take(int wanted) throws IOException {
        for (int place = 0; place < COUNT && taken.size() < wanted; place++) {
            // a second look at one's own would give it back
            if (!taken.containsKey(place)) {
                takeIfFree(place);
            }
        }
        return taken.size() == wanted;
    }

    /** The lock lasts as long as the channel is open. */
    private void takeIfFree(int place) throws IOException {
        FileChannel channel = open(Integer.toString(place));
        if (channel.tryLock() != null) {
            taken.put(place, channel);
        } else {
            channel.close();
        }
    }

    private static FileChannel open(String name) throws IOException {
        return FileChannel.open(DIRECTORY.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (isOutermost(context)) {
            for (FileChannel place : taken.values()) {
                place.close();
            }
            taken.clear();
        }
    }
}
