package org.mosha.exec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mosha.linux.ProcStat;
import org.mosha.linux.ThisMachine;

/**
 * The lives that this daemon has had: the file in which each writes down its name before it starts anything. Anybody can
 * put any mark into the environment of a process, but only who knows a life's name can make one that counts. It is known
 * to the daemon's user, and to the users that commands run as (the mode option {@code user=}, or a command that gives up
 * its rights), who can read it in the environment of these: they are trusted not to keep the next life from starting,
 * nobody else is.
 *
 * <p>Not forced to the disk: after a crash of the machine nothing runs any more that was started before.
 */
final class Lives {
    /** What an older one has started was stopped by all that came after it. */
    static final int MOST = 200;

    private static final String NAME = "lives";
    private static final int ROOT = 0;

    private final Optional<Set<String>> names;
    private final int self;

    private Lives(Optional<Set<String>> names, int self) {
        this.names = names;
        this.self = self;
    }

    /**
     * Reads which there were.
     *
     * @param varDir the directory that the file is in
     * @return the lives; of a daemon that has written down none, any counts, but only what runs as this process's user or
     *     as root
     * @throws IOException when the file is there and cannot be read
     */
    static Lives read(Path varDir) throws IOException {
        Optional<List<String>> names = names(varDir);
        return new Lives(names.map(Set::copyOf), ThisMachine.uid());
    }

    /**
     * Writes down a life; the oldest is forgotten when there are many.
     *
     * @param varDir the directory that the file is in
     * @param name the life's name, without a line's end
     * @throws IOException when it cannot be written
     */
    static void add(Path varDir, String name) throws IOException {
        List<String> all = new ArrayList<>(names(varDir).orElse(List.of()));
        all.remove(name);
        all.add(name);
        Path next = varDir.resolve(NAME + ".new");
        write(next, String.join("\n", all.subList(Math.max(0, all.size() - MOST), all.size())) + "\n");
        Files.move(next, varDir.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }

    private static Optional<List<String>> names(Path varDir) throws IOException {
        try {
            byte[] content = Files.readAllBytes(varDir.resolve(NAME));
            return Optional.of(
                    new String(content, StandardCharsets.ISO_8859_1).lines().toList());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static void write(Path file, String text) throws IOException {
        try (FileChannel channel = createForOwner(file)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    /**
     * Makes a file that nobody but this user may read: names of lives are in it.
     *
     * @param file the file; what is there under that name is removed
     * @return the file, to be written
     * @throws IOException when it cannot be made
     */
    static FileChannel createForOwner(Path file) throws IOException {
        Files.deleteIfExists(file);
        FileAttribute<?> permissions =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                permissions);
    }

    /**
     * Which of those that carry a mark may be believed.
     *
     * @param mark the mark
     * @param marked who carries it
     * @return all of them, or none when there was no such life; where no life is on record, those of users who may do
     *     anything with this daemon anyway
     * @throws IOException when it cannot be told who they are
     */
    List<ProcStat> believed(Marks.Mark mark, List<ProcStat> marked) throws IOException {
        if (names.isPresent()) {
            return names.get().contains(mark.incarnation()) ? marked : List.of();
        }
        List<ProcStat> believed = new ArrayList<>();
        for (ProcStat stat : marked) {
            Optional<Integer> user = RealUser.of(stat.pid());
            if (user.filter(uid -> uid == self || uid == ROOT).isPresent()) {
                believed.add(stat);
            }
        }
        return believed;
    }
}
