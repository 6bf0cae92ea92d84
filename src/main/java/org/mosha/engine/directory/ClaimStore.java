package org.mosha.engine.directory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.commons.io.FileUtils;
import org.mosha.model.GroupName;

/**
 * The claims, which are exclusive by nothing but the atomic rename of a file.
 *
 * <p>Each group has exactly one token, a file whose <em>name</em> says all: {@code web@7} (free, last epoch 7) or
 * {@code web@8@2@life} (node 2 has it under epoch 8). Everything that happens to a claim is one rename of the token:
 * <ul>
 *   <li>claim: {@code web@7} becomes {@code web@8@2@life};
 *   <li>release: {@code web@8@2@life} becomes {@code web@8};
 *   <li>takeover: {@code web@8@2@life} becomes {@code web@9@3@life3}; a node may take its own claim over as well, and
 *       then has it under a new epoch.
 * </ul>
 *
 * <p>Why that is safe, whoever pauses for however long between whichever steps:
 * <ol>
 *   <li>A rename moves the token from a name to another, at once. Of several that start from one name, one finds the
 *       file; the others find none and have changed nothing. So the token's names form one line, never a fork.
 *   <li>No name comes back: a claim makes the epoch larger, a release keeps it and drops the owner. So a rename that
 *       was decided on an old look, and comes late, starts from a name that is gone, and fails. Nothing has to be
 *       looked at again afterwards, and there are no old files that somebody must clean up.
 *   <li>Epochs only grow, also over restarts and over a node whose own directory was wiped, since the token lies in
 *       none of them. Two claims never have the same epoch.
 *   <li>Who has the token knows it by its name: an answer that was lost on the way (a network filesystem may report
 *       an error for a rename that it did) shows at the next look.
 *   <li>A look at the directory is no snapshot: while a token is renamed, it may show under two names or under none.
 *       Under two: the later one counts, and a rename from the wrong one fails. Under none: the group looks as if it
 *       never had a token. So the first token must be made once and never again: it is made together with a
 *       directory, {@code web@made}, that is prepared under another name, holding the token {@code web@0} and a file
 *       that stays, and renamed into place; a rename onto a directory that is not empty fails. This directory is
 *       never removed, so who sees no token but this directory knows that there is one, and has none for now.
 *   <li>Who dies between two steps leaves a token in one of the two states, or a prepared directory that nobody uses.
 * </ol>
 *
 * <p>What is not known counts as taken: a token whose name cannot be read, or that stays away though the group has its
 * directory, is never free, and is reported. An operator who knows that nobody runs the group removes that file, or
 * that directory. Not safe for use by several threads; several stores work on one directory.
 */
final class ClaimStore {
    private static final String STAYS = "stays";

    private final Path directory;
    private final Path anchor;
    private final ClaimToken.Owner self;
    private final Map<GroupName, Long> highest = new HashMap<>();
    /** An empty file that stays. */
    private Optional<Path> empty = Optional.empty();

    /**
     * The claims of one daemon and of all others.
     *
     * @param directory where they are; made with the first claim
     * @param anchor what is there as long as the filesystem is: where it is not, nothing is made or taken for empty
     * @param self the daemon
     */
    ClaimStore(Path directory, Path anchor, ClaimToken.Owner self) {
        this.directory = directory;
        this.anchor = anchor;
        this.self = self;
    }

    Path directory() {
        return directory;
    }

    ClaimToken.Owner self() {
        return self;
    }

    /** Looks at all claims. */
    ClaimListing list() throws IOException {
        ClaimListing listing = ClaimListing.of(directory, anchor);
        listing.tokens().values().forEach(this::remember);
        return listing;
    }

    /**
     * Tries to take a group's claim.
     *
     * @param listing a look that was taken at any time before
     * @param group the group
     * @param overEpoch the epoch of a claim that may be taken from its owner; 0 for none
     * @return the epoch of the claim that this call has taken; 0 when it has taken none
     */
    long claim(ClaimListing listing, GroupName group, long overEpoch) throws IOException {
        if (listing.damaged().containsKey(group)) {
            return 0;
        }
        ClaimToken token = listing.tokens().get(group);
        if (token == null) {
            return claimFirst(listing, group);
        }
        boolean mayTake = token.owner().isEmpty() || token.epoch() == overEpoch;
        return mayTake && token.epoch() >= known(group) ? take(directory.resolve(token.name()), token) : 0;
    }

    /**
     * Gives a group's claim back, if this daemon has it.
     *
     * @param listing a look that was taken at any time before
     * @param group the group
     * @param epoch the epoch of the claim that is meant: a later one of this daemon stays
     */
    void release(ClaimListing listing, GroupName group, long epoch) throws IOException {
        ClaimToken token = listing.tokens().get(group);
        if (token != null && token.isOf(self) && token.epoch() == epoch) {
            move(directory.resolve(token.name()), token.released());
        }
    }

    /** Gives back all that this daemon has; goes on when one fails. */
    void releaseAll() throws IOException {
        ClaimListing listing = list();
        List<IOException> failures = new ArrayList<>();
        for (ClaimToken token : listing.tokens().values()) {
            try {
                release(listing, token.group(), token.epoch());
            } catch (IOException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    /** Has what was done so far survive a loss of power, where the filesystem can do that. */
    void force() {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // not every filesystem opens directories; what it promises for a rename has to do
        }
    }

    /** The first token of a group, while it lies in the directory in which it was made. */
    Optional<ClaimToken> unused(GroupName group) throws IOException {
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(directory.resolve(ClaimListing.begunName(group)), group + "@*")) {
            for (Path entry : entries) {
                return ClaimToken.parse(entry.getFileName().toString());
            }
        } catch (NoSuchFileException e) {
            // not made yet
        }
        return Optional.empty();
    }

    private long claimFirst(ClaimListing listing, GroupName group) throws IOException {
        Path made = directory.resolve(ClaimListing.begunName(group));
        // the second look only spares work: another one may have been faster since the listing
        boolean begun = listing.begun().contains(group) || Files.exists(made);
        Optional<ClaimToken> token = begun ? Optional.empty() : begin(group, made);
        if (token.isEmpty()) {
            token = unused(group);
        }
        return token.isPresent() ? take(made.resolve(token.get().name()), token.get()) : 0;
    }

    /** Makes the first token; empty when somebody else has made it. */
    private Optional<ClaimToken> begin(GroupName group, Path made) throws IOException {
        Path prepared = directory.resolve("@tmp-" + self.node() + "-" + UUID.randomUUID());
        // an operator may have removed all claims: epochs that were seen do not come back even so
        ClaimToken token = new ClaimToken(group, known(group), Optional.empty());
        try {
            makeDirectory();
            Files.createDirectory(prepared);
            create(prepared.resolve(STAYS));
            create(prepared.resolve(token.name()));
            Files.move(prepared, made, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            FileUtils.deleteQuietly(prepared.toFile());
            if (!Files.isDirectory(made)) {
                throw e;
            }
            return Optional.empty();
        }
        empty = Optional.of(made.resolve(STAYS));
        return Optional.of(token);
    }

    private void makeDirectory() throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.readAttributes(anchor, BasicFileAttributes.class);
            try {
                Files.createDirectory(directory);
            } catch (FileAlreadyExistsException e) {
                // another node was faster, or the next step says what is wrong
            }
        }
    }

    /**
     * Makes an empty file, of which nothing but the name counts: one more name of an empty file that is there already
     * will do, and with thousands of groups it comes much quicker than a file of its own.
     */
    private void create(Path file) throws IOException {
        if (empty.isPresent()) {
            try {
                Files.createLink(file, empty.get());
                return;
            } catch (IOException | UnsupportedOperationException e) {
                // no hard links here, too many of this file, or it is gone
                empty = Optional.empty();
            }
        }
        Files.createFile(file);
    }

    private long take(Path from, ClaimToken token) throws IOException {
        ClaimToken claimed = token.claimedBy(self);
        return move(from, claimed) ? claimed.epoch() : 0;
    }

    private boolean move(Path from, ClaimToken next) throws IOException {
        try {
            Files.move(from, directory.resolve(next.name()), StandardCopyOption.ATOMIC_MOVE);
            remember(next);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private long known(GroupName group) {
        return highest.getOrDefault(group, 0L);
    }

    private void remember(ClaimToken token) {
        highest.merge(token.group(), token.epoch(), Math::max);
    }
}
