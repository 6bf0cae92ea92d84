package org.mosha.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mosha.model.NodeId;

/**
 * The directory {@code tls.dir}: {@code ca} with the cluster's authority, on the machine where it was made only, and
 * for each node {@code node<number>} with its {@link NodeKeys}, of which a node needs its own only.
 *
 * @param path the directory
 */
public record TlsDirectory(Path path) {
    private static final Pattern NODE = Pattern.compile("node([1-9][0-9]{0,8})");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    /**
     * The authority's directory.
     *
     * @return where it is, or would be
     */
    public Path authority() {
        return path.resolve("ca");
    }

    /**
     * A node's directory.
     *
     * @param node its number
     * @return where its keys are, or would be
     */
    public Path node(NodeId node) {
        return path.resolve("node" + node);
    }

    /**
     * Tells whether keys were made here, or copied to here.
     *
     * @return true when there is an authority, or a node's keys
     * @throws TrustProblem when the directory cannot be read
     */
    public boolean isMade() throws TrustProblem {
        return Files.exists(authority()) || !nodes().isEmpty();
    }

    /**
     * The nodes that have keys here.
     *
     * @return their numbers, ascending
     * @throws TrustProblem when the directory cannot be read
     */
    public List<NodeId> nodes() throws TrustProblem {
        try (Stream<Path> all = Files.list(path)) {
            return all.map(one -> NODE.matcher(one.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(match -> new NodeId(Integer.parseInt(match.group(1))))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new TrustProblem("cannot read " + path + ": " + OwnerOnly.reason(e), e);
        }
    }

    /**
     * Makes an authority and keys for nodes.
     *
     * @param nodes the nodes with their hosts
     * @param days for how many days the nodes' keys are good
     * @param aside the time by which to name what becomes of an authority and keys that are there; empty to refuse
     * @return where these are now, if there were any
     * @throws TrustProblem when there are some that may not be replaced, or something cannot be made
     */
    public Optional<Path> make(SortedMap<NodeId, String> nodes, int days, Optional<Instant> aside) throws TrustProblem {
        List<Path> old = existing(Stream.concat(
                Stream.of(authority()),
                Stream.concat(nodes().stream(), nodes.keySet().stream())
                        .distinct()
                        .map(this::node)));
        refuse(old, aside);
        return staged(old, aside, fresh -> {
            Authority authority = Authority.make(fresh.authority());
            for (Map.Entry<NodeId, String> node : nodes.entrySet()) {
                authority.issue(fresh.node(node.getKey()), List.of(node.getValue()), days);
            }
        });
    }

    /**
     * Makes keys for a node, signed by the authority that is here. Where it has some, the new ones have the same password
     * and take their place a file at a time, so that a daemon that watches them can take them at any moment.
     *
     * @param node the node
     * @param hosts the names and addresses by which others reach it, at least one
     * @param days for how many days they are good
     * @param aside the time by which to name what becomes of keys that the node has; empty to refuse
     * @return where these are now, if there were any
     * @throws TrustProblem when there are some that may not be replaced, or they cannot be made
     */
    public Optional<Path> add(NodeId node, List<String> hosts, int days, Optional<Instant> aside) throws TrustProblem {
        List<Path> old = existing(Stream.of(node(node)));
        refuse(old, aside);
        if (!Files.exists(authority())) {
            throw new TrustProblem("there is no authority in " + path + ": expected the directory that was made by: "
                    + "mosha tls init");
        }
        Authority authority = Authority.open(authority());
        if (old.isEmpty()) {
            return staged(old, aside, fresh -> authority.issue(fresh.node(node), hosts, days));
        }
        String password = Passwords.of(OwnerOnly.read(node(node).resolve(NodeKeys.PASSWORD)));
        TlsDirectory attic = new TlsDirectory(attic(aside.orElseThrow()));
        return inPlace(node, attic, fresh -> authority.issue(fresh.node(node), hosts, days, password));
    }

    private Optional<Path> inPlace(NodeId node, TlsDirectory attic, Filling filling) throws TrustProblem {
        TlsDirectory fresh = new TlsDirectory(path.resolve(".new"));
        try {
            Trees.delete(fresh.path);
            OwnerOnly.makeDirectory(fresh.path);
            filling.fill(fresh);
            OwnerOnly.makeDirectory(attic.path);
            OwnerOnly.makeDirectory(attic.node(node));
            for (Path one : content(fresh.node(node))) {
                Path present = node(node).resolve(one.getFileName());
                if (Files.exists(present)) {
                    OwnerOnly.write(attic.node(node).resolve(one.getFileName()), OwnerOnly.read(present));
                }
                Files.move(one, present, StandardCopyOption.ATOMIC_MOVE);
            }
            return Optional.of(attic.path);
        } catch (IOException e) {
            throw new TrustProblem("cannot make keys in " + node(node) + ": " + OwnerOnly.reason(e), e);
        } finally {
            Trees.deleteIfPossible(fresh.path);
        }
    }

    private static List<Path> content(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }

    private static List<Path> existing(Stream<Path> paths) {
        return paths.filter(one -> Files.exists(one, LinkOption.NOFOLLOW_LINKS)).toList();
    }

    private static void refuse(List<Path> old, Optional<Instant> aside) throws TrustProblem {
        if (aside.isEmpty() && !old.isEmpty()) {
            throw new TrustProblem(
                    old.get(0) + " exists: nothing was made (--force moves it aside, and makes it anew)");
        }
    }

    /** Fills a directory of keys. */
    private interface Filling {
        void fill(TlsDirectory directory) throws TrustProblem;
    }

    /** Makes everything beside first, so that a failure leaves all as it was. */
    private Optional<Path> staged(List<Path> old, Optional<Instant> aside, Filling filling) throws TrustProblem {
        TlsDirectory fresh = new TlsDirectory(path.resolve(".new"));
        try {
            Trees.delete(fresh.path);
            makeOwn();
            OwnerOnly.makeDirectory(fresh.path);
            filling.fill(fresh);
            Optional<Path> attic = old.isEmpty() ? Optional.empty() : aside.map(this::attic);
            if (attic.isPresent()) {
                OwnerOnly.makeDirectory(attic.get());
                moveAll(old, attic.get());
            }
            moveAll(content(fresh.path), path);
            return attic;
        } catch (IOException e) {
            throw new TrustProblem("cannot make keys in " + path + ": " + OwnerOnly.reason(e), e);
        } finally {
            Trees.deleteIfPossible(fresh.path);
        }
    }

    private void makeOwn() throws IOException {
        if (!Files.exists(path)) {
            OwnerOnly.makeDirectory(path);
        }
    }

    private Path attic(Instant time) {
        return path.resolve("old-" + STAMP.format(time));
    }

    private static void moveAll(List<Path> from, Path to) throws IOException {
        for (Path one : from) {
            Files.move(one, to.resolve(one.getFileName()));
        }
    }
}
