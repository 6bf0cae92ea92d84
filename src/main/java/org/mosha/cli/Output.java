package org.mosha.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a verb prints. It remembers what could not be written, and why: Java's own printers tell neither a user nor a script. */
final class Output extends FilterOutputStream {
    private final Path stdout;
    private Optional<IOException> lost = Optional.empty();

    /**
     * Writes nothing yet.
     *
     * @param out where to write
     * @param stdout the link that says what that is, such as {@code /proc/self/fd/1}
     */
    Output(OutputStream out, Path stdout) {
        super(out);
        this.stdout = stdout;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            lost = lost.or(() -> Optional.of(e));
            throw e;
        }
    }

    /**
     * Why something could not be written; empty if all was, or if its reader has had enough, as {@code head} has, which is
     * no error.
     */
    Optional<String> lost() {
        return lost.filter(e -> !hasReader()).map(IOException::getMessage);
    }

    /** What has a reader fails only when that one is gone; a remote shell's may be a socket. */
    private boolean hasReader() {
        try {
            String target = Files.readSymbolicLink(stdout).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException e) {
            return false;
        }
    }
}
