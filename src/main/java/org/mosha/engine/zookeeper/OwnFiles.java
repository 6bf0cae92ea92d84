package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.mosha.engine.Attempt;
import org.mosha.engine.HaStatJson;
import org.mosha.engine.Replacement;
import org.mosha.engine.StatusRefresh;
import org.mosha.model.ClStat;
import org.mosha.model.HaStat;

/** The node's clstat and hastat, as files for whoever reads those. Used by the engine's thread. */
final class OwnFiles {
    private final Path base;
    private final Duration refresh;
    private Optional<ClStat> clstat = Optional.empty();
    private Optional<HaStat> hastat = Optional.empty();
    private long clstatNanos;

    OwnFiles(Path base, Duration timeout) {
        this.base = base;
        this.refresh = StatusRefresh.after(timeout);
    }

    void begin() throws IOException {
        Attempt.to("write in", base, () -> {
            Files.createDirectories(base);
            Replacement.clean(base);
            end();
        });
    }

    /** Writes what has changed; the clstat also when it begins to look old. */
    void write(ClStat own, HaStat consolidated, long now) throws IOException {
        if (now - clstatNanos > refresh.toNanos() || !clstat.equals(Optional.of(own))) {
            replace("clstat", own.format());
            clstat = Optional.of(own);
            clstatNanos = now;
        }
        if (!hastat.equals(Optional.of(consolidated))) {
            replace("hastat", HaStatJson.format(consolidated));
        }
        hastat = Optional.of(consolidated);
    }

    /** Removes them: this node says nothing any more. */
    void end() throws IOException {
        Files.deleteIfExists(base.resolve("clstat"));
        Files.deleteIfExists(base.resolve("hastat"));
    }

    private void replace(String name, String text) throws IOException {
        Path file = base.resolve(name);
        Attempt.to(
                "write", file, () -> Replacement.write(file, text.getBytes(StandardCharsets.UTF_8), Optional.empty()));
    }
}
