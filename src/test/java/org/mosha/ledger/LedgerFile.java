package org.mosha.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Reads a ledger as it grows. */
public final class LedgerFile {
    private final Path file;
    private long read;

    /** A ledger that need not be there yet. */
    public LedgerFile(Path file) {
        this.file = file;
    }

    /**
     * The whole lines that were written since the last call.
     *
     * @throws AssertionError when one of them is no line of a ledger
     */
    public List<LedgerLine> news() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<LedgerLine> lines = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - read));
            while (bytes.hasRemaining() && channel.read(bytes, read + bytes.position()) > 0) {
                // until all is there
            }
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
            int whole = text.lastIndexOf('\n') + 1;
            read += whole;
            text.substring(0, whole)
                    .lines()
                    .forEach(line -> lines.add(LedgerLine.parse(line)
                            .orElseThrow(() -> new AssertionError("no line of a ledger: " + line))));
        }
        return lines;
    }

    /** Adds lines. */
    public void append(List<LedgerLine> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.format()).append('\n'));
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
