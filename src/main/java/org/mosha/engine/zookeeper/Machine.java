package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.UUID;
import org.mosha.engine.IoReason;
import org.mosha.engine.Replacement;
import org.mosha.linux.ThisMachine;

/**
 * Which {@code var.dir}, in which boot of which machine, a daemon has. One daemon at a time has it, as the kernel keeps
 * the lock. A copy of the directory is another one, though what it holds is the same: elsewhere it is under another boot, and
 * in the same boot, as in two containers of one host, its files have other numbers.
 */
final class Machine {
    private Machine() {}

    /** Its name; a new one when the directory has none yet. */
    static String name(Path data) throws IOException {
        Path file = data.resolve("machine");
        try {
            String identity = identity(file);
            Object number =
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return identity + "@" + ThisMachine.bootId() + number;
        } catch (IOException e) {
            throw new IOException(IoReason.cannot("use", file, e), e);
        }
    }

    private static String identity(Path file) throws IOException {
        try {
            String known = Files.readString(file).trim();
            if (!known.isEmpty()) {
                return known;
            }
        } catch (NoSuchFileException e) {
            // the first time
        }
        String made = UUID.randomUUID().toString();
        Replacement.write(file, (made + "\n").getBytes(StandardCharsets.US_ASCII), Optional.empty());
        return made;
    }
}
