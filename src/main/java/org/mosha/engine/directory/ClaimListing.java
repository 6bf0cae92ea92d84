package org.mosha.engine.directory;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mosha.model.GroupName;
import org.mosha.model.Names;
import org.mosha.model.NodeId;

/**
 * One look at the directory of the claims. It is no snapshot: a token that is renamed meanwhile may show under both
 * of its names, or under none.
 *
 * @param tokens each group's token; of several the latest
 * @param begun the groups whose first token was made at some time
 * @param damaged the groups with a token that cannot be read, and its name
 */
record ClaimListing(Map<GroupName, ClaimToken> tokens, Set<GroupName> begun, Map<GroupName, String> damaged) {
    private static final String BEGUN = "@made";

    static String begunName(GroupName group) {
        return group + BEGUN;
    }

    /**
     * Looks.
     *
     * @param directory where the claims are; it is made with the first claim
     * @param anchor what is there as long as the filesystem is
     */
    static ClaimListing of(Path directory, Path anchor) throws IOException {
        ClaimListing listing = new ClaimListing(new HashMap<>(), new TreeSet<>(), new TreeMap<>());
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                listing.add(entry.getFileName().toString());
            }
        } catch (NoSuchFileException e) {
            // nobody has claimed anything yet, unless what is seen is but the place where the filesystem was
            Files.readAttributes(anchor, BasicFileAttributes.class);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return listing;
    }

    /** The lives of a node that have claims. */
    Set<String> livesOf(NodeId node) {
        return tokens.values().stream()
                .flatMap(token -> token.owner().stream())
                .filter(owner -> owner.node().equals(node))
                .map(ClaimToken.Owner::incarnation)
                .collect(Collectors.toUnmodifiableSet());
    }

    private void add(String name) {
        int at = name.indexOf('@');
        if (at <= 0 || !Names.isName(name.substring(0, at))) {
            return;
        }
        GroupName group = new GroupName(name.substring(0, at));
        if (name.substring(at).equals(BEGUN)) {
            begun.add(group);
            return;
        }
        ClaimToken.parse(name)
                .ifPresentOrElse(t -> tokens.merge(group, t, ClaimListing::later), () -> damaged.put(group, name));
    }

    /** The later one of two; under one epoch a token is first claimed, then free. */
    private static ClaimToken later(ClaimToken one, ClaimToken other) {
        if (one.epoch() != other.epoch()) {
            return one.epoch() > other.epoch() ? one : other;
        }
        return one.owner().isEmpty() ? one : other;
    }
}
