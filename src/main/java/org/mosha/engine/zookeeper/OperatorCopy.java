package org.mosha.engine.zookeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.mosha.engine.Attempt;
import org.mosha.engine.FileContent;
import org.mosha.engine.Replacement;
import org.mosha.engine.WatchedFile;
import org.mosha.node.ConfigText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's copy of one of the operator's files. What the operator writes there is proposed as the next version of the
 * configuration, when it is valid and was written over the version that is still the last of that file; else it is kept
 * beside, under a name that says so, and the last version is put in its place. Used by the engine's thread.
 */
final class OperatorCopy {
    private static final Logger LOG = LoggerFactory.getLogger("mosha.engine");

    /** Who is just writing is left to finish. */
    private static final Duration SETTLE = Duration.ofMillis(150);

    private final OperatorFile name;
    private final WatchedFile file;
    private final Predicate<String> check;
    private final Versions versions;
    private final PlacedNotes notes;
    private final List<Path> refused = new ArrayList<>();

    /** The hashes of what the file was since it was a version: an edit is made on top of each of them. */
    private final Set<String> seen = new HashSet<>();

    private Optional<FileContent> begun = Optional.empty();
    private Optional<WatchedFile.Stamp> stamp = Optional.empty();
    private long stampNanos;
    private boolean bad;

    /** The hash of what was checked last, and whether it may spread: it is looked at again and again until it is put right. */
    private String checked = "";

    private boolean good;

    OperatorCopy(OperatorFile name, Path base, Predicate<String> check, Versions versions, PlacedNotes notes) {
        this.name = name;
        this.file = new WatchedFile(base.resolve(name.toString()));
        this.check = check;
        this.versions = versions;
        this.notes = notes;
    }

    /** Looks at the file and does nothing about it: it is what later edits are made on. */
    void peek() {
        file.look();
        begun = file.content();
        begun.ifPresent(content -> seen.add(content.hash()));
    }

    /** Looks at the file, and brings it and the last version together; tells whether it is still being written. */
    boolean look(long now) throws IOException {
        file.look();
        Version last = versions.last();
        if (file.trouble().isPresent()) {
            bad = true;
            return false;
        }
        Optional<FileContent> own = file.content();
        String hash = own.map(FileContent::hash).orElse("");
        PlacedNotes.Placed placed = notes.of(name, last);
        boolean untouched = own.isEmpty() || hash.equals(placed.hash());
        if (hash.equals(last.hash(name))) {
            bad = false;
            placed(last.since(name), hash);
        } else if (untouched) {
            bad = false;
            place(last);
        } else if (!isSettled(now)) {
            return true;
        } else {
            edited(own.orElseThrow(), last, placed);
        }
        return false;
    }

    private boolean isSettled(long now) {
        if (!file.stamp().equals(stamp)) {
            stamp = file.stamp();
            stampNanos = now;
        }
        return now - stampNanos >= SETTLE.toNanos();
    }

    private void edited(FileContent own, Version last, PlacedNotes.Placed placed) throws IOException {
        if (last.since(name) > placed.number() && !seen.contains(last.hash(name))) {
            if (versions.knows(name, own.hash())) {
                // an old version that this node has from elsewhere, such as a copy of its files: nobody has edited it
                place(last);
            } else {
                refuse(own, last);
            }
            return;
        }
        seen.add(own.hash());
        spread(own);
    }

    private void spread(FileContent own) throws IOException {
        bad = !maySpread(own);
        if (!bad && propose(own)) {
            placed(versions.last().since(name), own.hash());
        }
    }

    private boolean maySpread(FileContent content) {
        if (!content.hash().equals(checked)) {
            good = check.test(content.text());
            checked = content.hash();
        }
        return good;
    }

    /**
     * Where there is no version of the file yet, the first is what this node has begun with: other nodes that have begun
     * with the same then see that theirs is no edit.
     */
    private boolean propose(FileContent own) throws IOException {
        boolean isFirst = versions.last().since(name) == 0;
        Optional<FileContent> first =
                begun.filter(content -> isFirst && !content.hash().equals(own.hash()) && check.test(content.text()));
        return (first.isEmpty() || proposeOne(first.get())) && proposeOne(own);
    }

    private boolean proposeOne(FileContent content) throws IOException {
        return versions.propose(versions.next("edit of " + file.path(), Map.of(name, content)));
    }

    /** Has what lies here be the first version, when there is none yet and something else is about to be. */
    void proposeFirst() throws IOException {
        file.look();
        Optional<FileContent> own = file.content();
        if (versions.last().since(name) == 0 && own.isPresent()) {
            spread(own.get());
        }
    }

    private void placed(long number, String hash) throws IOException {
        seen.clear();
        seen.add(hash);
        notes.placed(name, number, hash);
    }

    private void refuse(FileContent own, Version last) throws IOException {
        Path aside = aside(last.since(name));
        Attempt.to(
                "write",
                aside,
                () -> Replacement.write(aside, own.bytes(), Optional.empty(), Optional.of(file.path())));
        refused.add(aside);
        LOG.error(
                "the edit of {} is refused: version {} of {} by {} was there before; it is kept as {}",
                file.path(),
                last.since(name),
                name,
                last.author(),
                aside);
        bad = false;
        place(last);
    }

    private Path aside(long version) {
        Path first = file.path().resolveSibling(name + ".refused-" + version);
        Path next = first;
        for (int i = 2; Files.exists(next); i++) {
            next = first.resolveSibling(first.getFileName() + "." + i);
        }
        return next;
    }

    private void place(Version last) throws IOException {
        Optional<FileContent> content = last.file(name);
        // who is just writing there is left to finish; the next look is soon
        if (content.isEmpty() || !file.isUnchanged()) {
            return;
        }
        Attempt.to(
                "write",
                file.path(),
                () -> Replacement.write(file.path(), content.get().bytes(), Optional.empty()));
        placed(last.since(name), content.get().hash());
        file.look();
    }

    /** Whether it was the last version at the last look. */
    boolean isInStep() {
        String own = file.content().map(FileContent::hash).orElse("");
        return file.trouble().isEmpty() && own.equals(versions.last().hash(name));
    }

    /** Whether the operator has written what cannot be spread. */
    boolean isBad() {
        return bad;
    }

    List<String> warnings() {
        refused.removeIf(Files::notExists);
        return refused.stream()
                .map(aside -> "an edit of " + name
                        + " on this node was refused, as another version was there before: see " + aside)
                .toList();
    }

    /** What is to be in force: the last version, or what is wrong here instead. */
    ConfigText text() {
        String path = file.path().toString();
        if (bad) {
            return new ConfigText(path, file.content().map(FileContent::text), file.trouble());
        }
        return good();
    }

    /** The last version; what lies here as long as none is known. */
    ConfigText good() {
        Optional<FileContent> content = versions.last().file(name).or(file::content);
        return new ConfigText(file.path().toString(), content.map(FileContent::text), Optional.empty());
    }

    /** The content to edit: what is wrong here has to be put right first. */
    String editable() {
        return text().text().orElse("");
    }

    /** The bytes of an edited text, in the encoding of the file. */
    byte[] encode(String edited) {
        FileContent content = versions.last().file(name).or(file::content).orElse(FileContent.of(new byte[0]));
        return content.encode(edited);
    }
}
