package org.mosha.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosha.linux.ProcStat;

class ProcTest {
    private static final int LOOKS = 20_000;
    private static final int SELDOM = 20;

    @TempDir
    Path dir;

    private final Proc proc = new Proc();
    private final int self = (int) ProcessHandle.current().pid();

    @Test
    void theMarkIsFoundAlsoWhileAProcessBecomesAnotherProgram() throws IOException {
        Marks marks = new Marks("here", "life");
        Path script = Files.writeString(dir.resolve("again"), "exec /bin/sh $0 again\n");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", script.toString());
        marks.put(builder.environment(), 7);
        Process process = builder.start();
        try {
            ProcStat seen = proc.stat(process.pid()).orElseThrow();
            int unsure = 0;
            for (int look = 0; look < LOOKS; look++) {
                Proc.Reading reading = proc.mark(seen, marks);
                if (reading.unsure()) {
                    // either of the two was kept from running for a second
                    unsure++;
                } else {
                    assertEquals(Optional.of(marks.of(7)), reading.mark(), "look " + look);
                }
            }
            assertTrue(unsure <= SELDOM, "unsure " + unsure + " times");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void noEnvironmentIsNoMark() throws Exception {
        Process process = new ProcessBuilder("/usr/bin/env", "-i", "/bin/sh", "-c", "echo; read line").start();
        try {
            process.getInputStream().read();
            Proc.Reading reading = proc.mark(proc.stat(process.pid()).orElseThrow(), new Marks("here", "life"));
            assertEquals(new Proc.Reading(Optional.empty(), false), reading);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void whoWasBecomingAnotherProgramToTheEndMayHaveAMark() throws Exception {
        String becoming = stat(0);
        Path stat = Files.createDirectory(dir.resolve("42")).resolve("stat");
        Files.createFile(stat.resolveSibling("environ"));
        Files.writeString(Files.createDirectory(dir.resolve("self")).resolve("stat"), stat(1));
        Path first = pipe("first");
        Path second = pipe("second");
        Path then = Files.writeString(dir.resolve("then"), stat(1));
        Files.move(first, stat);
        CompletableFuture<Void> end = CompletableFuture.runAsync(() -> {
            tell(stat, becoming, second);
            tell(stat, becoming, then);
        });
        Proc late = new Proc(dir, Duration.ZERO);
        Proc.Reading reading = late.mark(ProcStat.parse(becoming).orElseThrow(), new Marks("here", "life"));
        end.get();
        assertEquals(new Proc.Reading(Optional.empty(), true), reading);
    }

    /** Of a process that has code or not, and no environment. */
    private static String stat(int code) {
        return "42 (x) R" + " 1".repeat(19) + " 4096 2 3 " + code + " 4".repeat(23) + " 7 7 0\n";
    }

    private Path pipe(String name) {
        Path pipe = dir.resolve(name);
        assertTrue(GatePipe.make(pipe));
        return pipe;
    }

    /** Tells who reads a pipe something; who reads the file again finds the next one. */
    private static void tell(Path pipe, String text, Path next) {
        try (OutputStream writer = Files.newOutputStream(pipe)) {
            writer.write(text.getBytes(StandardCharsets.US_ASCII));
            Files.move(next, pipe, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aLookThatDoesNotEvenShowThisProcessShowsNothing() throws IOException {
        Files.createDirectory(dir.resolve("1"));
        Files.writeString(dir.resolve("1/stat"), Files.readString(Path.of("/proc/1/stat")));
        Proc strange = new Proc(dir, Duration.ZERO);
        assertThrows(CannotLook.class, strange::living);
        Files.createDirectory(dir.resolve("" + self));
        Files.writeString(dir.resolve(self + "/stat"), Files.readString(Path.of("/proc/self/stat")));
        assertEquals(2, strange.living().size());
    }
}
