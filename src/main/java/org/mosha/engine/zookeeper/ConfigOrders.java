package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.mosha.engine.FileContent;
import org.mosha.node.Clocks;

/** What people ask of the versions of the configuration, and have changed there. Used by the engine's thread. */
final class ConfigOrders {
    private static final int TRIES = 5;

    private final Ensemble ensemble;
    private final Versions versions;
    private final OperatorCopies copies;
    private final Clocks clocks;

    ConfigOrders(Ensemble ensemble, Versions versions, OperatorCopies copies, Clocks clocks) {
        this.ensemble = ensemble;
        this.versions = versions;
        this.copies = copies;
        this.clocks = clocks;
    }

    /** Edits the hactl, on top of the newest that is there. */
    void edit(Order order, UnaryOperator<String> edit) throws IOException {
        ensemble.sync();
        OperatorCopy hactl = copies.hactl();
        for (int i = 0; i < TRIES; i++) {
            versions.look();
            if (!order.isDone(versions)) {
                hactl.proposeFirst();
                hactl.look(clocks.nanos());
                String old = hactl.editable();
                String edited = edit.apply(old);
                if (edited.equals(old)) {
                    return;
                }
                FileContent content = FileContent.of(hactl.encode(edited));
                Version next = order.proposes(versions.next(told(old, edited), Map.of(OperatorFile.HACTL, content)));
                if (!versions.propose(next)) {
                    continue;
                }
            }
            hactl.look(clocks.nanos());
            return;
        }
        throw new IOException("others keep changing it at the same time; try again");
    }

    /** What an order does, as its author would: the lines that it sets. */
    private static String told(String old, String edited) {
        Set<String> before = old.lines().map(String::strip).collect(Collectors.toSet());
        return edited.lines()
                .map(String::strip)
                .filter(line -> !before.contains(line))
                .collect(Collectors.joining(", ", "set ", ""));
    }

    /** The last versions, a line each. */
    List<String> log(int count) throws IOException {
        List<Long> numbers = versions.numbers();
        List<String> lines = new ArrayList<>();
        for (long number : numbers.subList(Math.max(0, numbers.size() - count), numbers.size())) {
            versions.read(number).ifPresent(version -> lines.add(version.line()));
        }
        return lines;
    }

    /** Both files as they were in a version. */
    String show(long number) throws IOException {
        Version version = require(number);
        StringBuilder text = new StringBuilder();
        for (OperatorFile file : OperatorFile.values()) {
            String content = version.file(file).map(FileContent::text).orElse("");
            text.append("### ").append(file).append(" of version ").append(number);
            text.append(", changed in version ").append(version.since(file)).append('\n');
            text.append(content).append(content.isEmpty() || content.endsWith("\n") ? "" : "\n");
        }
        return text.toString();
    }

    /** Makes the files of a version the next version; tells its number. */
    long revert(Order order, long number) throws IOException {
        ensemble.sync();
        for (int i = 0; i < TRIES; i++) {
            versions.look();
            if (order.isDone(versions)) {
                return order.number();
            }
            Version wanted = require(number);
            requireNoLess(wanted);
            if (copies.isBad()) {
                throw new IOException(
                        "there are errors in cltab or hactl in " + copies.directory() + ", correct them first");
            }
            if (versions.propose(order.proposes(versions.next("back to version " + number, wanted.files())))) {
                return order.number();
            }
        }
        throw new IOException("others keep changing it at the same time; try again");
    }

    /** An early version may have one file only: the other would stay as it is now, which is no version that ever was. */
    private void requireNoLess(Version wanted) throws IOException {
        for (OperatorFile file : OperatorFile.values()) {
            if (wanted.file(file).isEmpty() && versions.last().file(file).isPresent()) {
                throw new IOException(
                        "version " + wanted.number() + " has no " + file + " yet: expected one that has both files");
            }
        }
    }

    private Version require(long number) throws IOException {
        Optional<Version> version = number < 1 ? Optional.empty() : versions.read(number);
        if (version.isEmpty()) {
            List<Long> kept = versions.numbers();
            throw new IOException("no version " + number + ": expected "
                    + (kept.isEmpty()
                            ? "one that there is, and there is none yet"
                            : "one from " + kept.get(0) + " to " + kept.get(kept.size() - 1)));
        }
        return version.get();
    }
}
