package org.mosha.exec;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mosha.linux.ProcStat;

/**
 * Finds what a process has started, and what that has started in turn, whatever session and environment it has given
 * itself; as long as who started it lives, since nobody can tell afterwards. For one thread.
 */
final class Offspring {
    private static final Path ROOT = Path.of("/proc");

    private final Proc proc = new Proc();
    private final ProcFiles files = new ProcFiles(ROOT);

    /**
     * Looks.
     *
     * @param seen processes, as they were seen
     * @return those of them that live, and all that descends from these
     * @throws CannotLook when not all of it can be seen
     */
    List<ProcStat> with(Collection<ProcStat> seen) throws CannotLook {
        List<ProcStat> found = new ArrayList<>();
        Set<Integer> looked = new HashSet<>();
        Deque<ProcStat> next = new ArrayDeque<>(seen);
        while (!next.isEmpty()) {
            ProcStat one = next.remove();
            if (!looked.add(one.pid())) {
                continue;
            }
            List<ProcStat> children = children(one);
            // asked afterwards: they are another one's children when that has the number now
            Optional<ProcStat> now = proc.stat(one.pid());
            if (now.isEmpty() || one.isSame(now.get())) {
                next.addAll(children);
                now.filter(Proc::isUsers).ifPresent(found::add);
            }
        }
        return found;
    }

    private List<ProcStat> children(ProcStat parent) throws CannotLook {
        List<ProcStat> children = new ArrayList<>();
        String threads = parent.pid() + "/task";
        for (int thread : files.numbers(threads)) {
            for (String child : files.text(threads + "/" + thread + "/children").split(" ")) {
                if (!child.isBlank()) {
                    proc.stat(Long.parseLong(child.strip()))
                            .filter(stat -> stat.parent() == parent.pid())
                            .ifPresent(children::add);
                }
            }
        }
        return children;
    }
}
