package org.mosha.it;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.mosha.cli.Shell;

/**
 * Has the integration tests begin when {@code bin/mosha} has its start-up archive. It is made in the background, with what
 * the tests leave of the processors, so that those of the first minutes would have to do without, and each start of a
 * JVM takes half as much again then. JUnit finds it by itself; without the property {@code mosha.test.places} nobody waits.
 */
public final class StartUpArchive implements BeforeAllCallback {
    private static final boolean WANTED = Integer.getInteger("mosha.test.places", 0) > 0;
    private static final Path TARGET = Path.of("target");
    private static final Path TRIED = TARGET.resolve("places/archive");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
        if (WANTED && !isTried()) {
            Files.createDirectories(TRIED.getParent());
            try (FileChannel file = FileChannel.open(
                            TRIED.resolveSibling("archive.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock one = file.lock()) {
                if (one.isValid() && !isTried()) {
                    make();
                    Files.writeString(TRIED, "");
                }
            }
        }
    }

    /** Once for each jar: where it cannot be made, the tests do without. */
    private static boolean isTried() throws IOException {
        return Files.exists(TRIED) && isOfThisJar(TRIED);
    }

    private static boolean isOfThisJar(Path made) throws IOException {
        return Files.getLastModifiedTime(made).compareTo(Files.getLastModifiedTime(TARGET.resolve("mosha.jar"))) > 0;
    }

    private static void make() throws IOException, InterruptedException {
        Shell.mosha(Path.of("").toAbsolutePath(), "--version");
        try {
            Awaitility.await().atMost(PATIENCE).until(StartUpArchive::isMade);
        } catch (ConditionTimeoutException e) {
            System.out.println("there is no start-up archive: " + e.getMessage());
        }
    }

    private static boolean isMade() throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(TARGET, "mosha-*.jsa")) {
            for (Path one : all) {
                if (isOfThisJar(one)) {
                    return true;
                }
            }
            return false;
        }
    }
}
