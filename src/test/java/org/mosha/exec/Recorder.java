package org.mosha.exec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.mosha.model.GroupName;
import org.mosha.model.RunId;
import org.mosha.model.Tag;
import org.mosha.node.ProcessPort;
import org.mosha.node.ProcessSpec;

/** Writes down what a process port tells, and what commands print. */
final class Recorder implements ProcessPort.Listener, OutputSink {
    final Map<RunId, List<String>> told = new ConcurrentHashMap<>();
    final Map<RunId, Long> pids = new ConcurrentHashMap<>();
    final Map<RunId, Integer> codes = new ConcurrentHashMap<>();
    final Map<RunId, Boolean> others = new ConcurrentHashMap<>();
    final Map<RunId, String> failures = new ConcurrentHashMap<>();
    final List<String> lines = new CopyOnWriteArrayList<>();

    static ProcessSpec spec(long run, String command) {
        return new ProcessSpec(
                new RunId(run),
                new GroupName("g"),
                new Tag("t" + run),
                command,
                Map.of("MOSHA_GROUP", "g"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static ProcessSpec with(ProcessSpec spec, String user, String dir, String envFile) {
        return new ProcessSpec(
                spec.run(),
                spec.group(),
                spec.tag(),
                spec.command(),
                spec.environment(),
                Optional.ofNullable(user),
                Optional.ofNullable(dir),
                Optional.ofNullable(envFile),
                Optional.empty());
    }

    static ProcessSpec of(Tag tag, ProcessSpec spec) {
        return new ProcessSpec(
                spec.run(),
                spec.group(),
                tag,
                spec.command(),
                spec.environment(),
                spec.user(),
                spec.dir(),
                spec.envFile(),
                spec.stop());
    }

    static ProcessSpec with(ProcessSpec spec, ProcessSpec.Stop stop) {
        return new ProcessSpec(
                spec.run(),
                spec.group(),
                spec.tag(),
                spec.command(),
                spec.environment(),
                spec.user(),
                spec.dir(),
                spec.envFile(),
                Optional.of(stop));
    }

    private void tell(RunId run, String what) {
        told.computeIfAbsent(run, key -> new CopyOnWriteArrayList<>()).add(what);
    }

    List<String> told(long run) {
        return told.getOrDefault(new RunId(run), List.of());
    }

    @Override
    public void spawned(RunId run, long pid) {
        pids.put(run, pid);
        tell(run, "spawned");
    }

    @Override
    public void spawnFailed(RunId run, String reason) {
        failures.put(run, reason);
        tell(run, "spawnFailed");
    }

    @Override
    public void exited(RunId run, int exitCode, boolean othersLive) {
        codes.put(run, exitCode);
        others.put(run, othersLive);
        tell(run, "exited");
    }

    @Override
    public void gone(RunId run) {
        tell(run, "gone");
    }

    @Override
    public void line(GroupName group, Tag tag, String line) {
        lines.add("[" + group + "/" + tag + "] " + line);
    }
}
