package org.mosha.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which of the files that the daemon takes commands from any user of the machine could change. Who can write cltab has
 * commands run with the daemon's rights; who can write the directory can put another file in its place.
 */
public final class OpenFiles {
    private static final int OTHERS_WRITE = 0002;
    private static final int STICKY = 01000;

    /** What is wrong with such a file or directory, and what to do about it; to be put behind its name. */
    public static final String TEXT = "can be changed by every user of this machine, who then has commands run with the"
            + " daemon's rights: chmod o-w it";

    private OpenFiles() {}

    /**
     * Looks at files and the directories that they are in.
     *
     * @param files the files; one that is not there is passed over, but not its directory
     * @return those that others may change; what cannot be looked at is not among them
     */
    public static List<Path> among(List<Path> files) {
        Set<Path> all = new LinkedHashSet<>(files);
        files.forEach(
                file -> Optional.ofNullable(file.toAbsolutePath().getParent()).ifPresent(all::add));
        return all.stream().filter(OpenFiles::isOpen).toList();
    }

    private static boolean isOpen(Path path) {
        try {
            int mode = (Integer) Files.getAttribute(path, "unix:mode");
            // in a sticky directory others may add files, but not replace these
            boolean guarded = Files.isDirectory(path) && (mode & STICKY) != 0;
            return (mode & OTHERS_WRITE) != 0 && !guarded;
        } catch (IOException e) {
            return false;
        }
    }
}
