package org.mosha.exec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosha.linux.ProcStat;
import org.mosha.model.ProcessSignal;
import org.mosha.node.ProcessSpec.Stop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file in which the daemon writes down what it starts, so that its next life can find it. A line a run; what has
 * ended leaves the file when it is rewritten, now and then. Not forced to the disk: after a crash of the machine none
 * of it runs any more. Nobody else may read it: the names of the daemon's lives are in it.
 */
final class RunRecords implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunRecords.class);
    private static final int SPARE_LINES = 1000;

    private final Path file;
    private final Map<Marks.Mark, Entry> live = new LinkedHashMap<>();
    private FileChannel channel;
    private int lines;
    private boolean failed;

    /**
     * One run.
     *
     * @param boot the boot of the machine in which it was started
     * @param mark which run it is
     * @param pid its main process, which leads its session
     * @param startTicks when that process started
     * @param stop how it is to be stopped; empty when that was not said, or written before records had it
     */
    record Entry(String boot, Marks.Mark mark, int pid, long startTicks, Optional<Stop> stop) {
        private static final int FIELDS = 4;
        private static final int FIELDS_WITH_STOP = 6;

        /**
         * Reads a line of the file.
         *
         * @param line the line
         * @return the entry, or empty when the line is damaged
         */
        static Optional<Entry> parse(String line) {
            String[] words = line.split(" ");
            int fields = words.length - 1;
            if ((fields != FIELDS && fields != FIELDS_WITH_STOP) || !words[fields].equals(".")) {
                return Optional.empty();
            }
            try {
                int pid = Integer.parseInt(words[2]);
                long start = Long.parseLong(words[3]);
                Optional<Stop> stop = fields == FIELDS ? Optional.empty() : stop(words[4], words[5]);
                return pid <= 1
                        ? Optional.empty()
                        : Marks.Mark.parse(words[1]).map(mark -> new Entry(words[0], mark, pid, start, stop));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        private static Optional<Stop> stop(String signal, String millis) {
            Duration patience = Duration.ofMillis(Long.parseLong(millis));
            return ProcessSignal.parse(signal).map(known -> new Stop(known, patience));
        }

        /**
         * Whether a process is the one that was written down.
         *
         * @param stat who has its number now
         * @return whether it is the same
         */
        boolean isMain(Optional<ProcStat> stat) {
            return stat.filter(now -> now.startTicks() == startTicks).isPresent();
        }

        /**
         * Writes a line of the file.
         *
         * @return the line with its end; the dot shows that nothing of it is missing
         */
        String line() {
            return boot + ' ' + mark + ' ' + pid + ' ' + startTicks
                    + stop.map(how -> " " + how.signal() + " " + how.patience().toMillis())
                            .orElse("")
                    + " .\n";
        }
    }

    /**
     * Opens the file and leaves in it what still runs.
     *
     * @param varDir the directory it is in
     * @throws IOException when it cannot be written, or nobody can tell what runs
     */
    RunRecords(Path varDir) throws IOException {
        file = file(varDir);
        Proc proc = new Proc();
        String boot = Proc.bootId();
        for (Entry entry : read(varDir)) {
            if (entry.boot().equals(boot) && entry.isMain(proc.stat(entry.pid()))) {
                live.put(entry.mark(), entry);
            }
        }
        rewrite();
    }

    private static Path file(Path varDir) {
        return varDir.resolve("runs");
    }

    /**
     * Reads the file.
     *
     * @param varDir the directory it is in
     * @return its undamaged lines; none when there is no file
     * @throws IOException when it cannot be read
     */
    static List<Entry> read(Path varDir) throws IOException {
        try {
            String text = new String(Files.readAllBytes(file(varDir)), StandardCharsets.ISO_8859_1);
            List<Entry> entries = new ArrayList<>();
            text.lines().map(Entry::parse).flatMap(Optional::stream).forEach(entries::add);
            return entries;
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /**
     * Writes a run down.
     *
     * @param entry the run
     */
    synchronized void add(Entry entry) {
        live.put(entry.mark(), entry);
        try {
            // what could not be written is missing, and a part of a line may stand where the next one would
            if (failed || lines > 2 * live.size() + SPARE_LINES) {
                rewrite();
                failed = false;
            } else {
                write(channel, entry.line());
                lines++;
            }
        } catch (IOException e) {
            if (!failed) {
                LOG.error("{} cannot be written: {}", file, e.getMessage());
            }
            failed = true;
        }
    }

    /**
     * Lets a run's line go with the next rewriting.
     *
     * @param mark the run
     */
    synchronized void remove(Marks.Mark mark) {
        live.remove(mark);
    }

    private void rewrite() throws IOException {
        Path next = file.resolveSibling("runs.new");
        FileChannel opened = Lives.createForOwner(next);
        try {
            StringBuilder text = new StringBuilder();
            live.values().forEach(entry -> text.append(entry.line()));
            write(opened, text.toString());
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            opened.close();
            throw e;
        }
        close();
        channel = opened;
        lines = live.size();
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
