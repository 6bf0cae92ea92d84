package org.mosha.stomith;

import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.Set;
import org.mosha.node.Refused;

/** Reads a node's options, which only the daemon's user and group may see, from their file. */
final class OptionsFile {
    /** So that a pipe takes all of it at once. */
    private static final int LARGEST = 16 * 1024;

    private static final Set<PosixFilePermission> TOO_OPEN =
            Set.of(GROUP_WRITE, OTHERS_READ, OTHERS_WRITE, OTHERS_EXECUTE);

    private OptionsFile() {}

    /**
     * Reads a file.
     *
     * @param file the file
     * @return the options
     * @throws Refused when it is not there, others can read or change it, or it is no such file
     */
    static FenceOptions read(Path file) throws Refused {
        try {
            if (!Collections.disjoint(Files.getPosixFilePermissions(file), TOO_OPEN)) {
                throw new Refused(file + " can be read or changed by others, but holds passwords: chmod 600 it");
            }
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                throw new Refused(file + " is not a file of options, or larger than " + LARGEST + " bytes");
            }
            return FenceOptions.parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new Refused(file + " does not exist: expected the node's options for the fence agent in it");
        } catch (CharacterCodingException e) {
            throw new Refused(file + " is not text in UTF-8");
        } catch (IOException e) {
            throw new Refused(
                    file + " cannot be read: " + e.getClass().getSimpleName().replace("Exception", ""));
        }
    }
}
