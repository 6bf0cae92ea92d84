package org.mosha.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.mosha.config.Cltab;
import org.mosha.config.ConfigCheck;
import org.mosha.config.Hactl;
import org.mosha.config.Parsed;
import org.mosha.config.Problem;

/**
 * The cltab and the hactl that are in force, and what is wrong with the newest ones. A newer file comes into
 * force only when it has no error; else the last good one stays.
 */
final class ConfigKeeper {
    /** What came of looking at a file. */
    enum Verdict {
        /** It is what it was. */
        SAME,
        /** It is in force now. */
        TAKEN,
        /** It is what has been in force, after one that was refused. */
        RESTORED,
        /** It has errors; the last good one stays in force. */
        REJECTED,
        /** It is not there, and no node has had one yet: nobody has done anything wrong. */
        NONE_YET
    }

    /** One of the two files. */
    private static final class Slot<T> {
        private final BiFunction<String, String, Parsed<T>> parser;
        private Optional<ConfigText> newest = Optional.empty();
        private T inForce;
        private long offers;
        private boolean refused;
        private boolean has;
        private String file = "";
        private List<Problem> problems = List.of();

        private Slot(T nothing, BiFunction<String, String, Parsed<T>> parser) {
            this.inForce = nothing;
            this.parser = parser;
        }

        private Verdict offer(ConfigText text) {
            if (newest.equals(Optional.of(text))) {
                return Verdict.SAME;
            }
            newest = Optional.of(text);
            offers++;
            file = text.file();
            if (!has && text.text().isEmpty() && text.trouble().isEmpty()) {
                problems = List.of(Problem.warning(text.file(), 0, "there is none yet, and nothing runs without"));
                refused = false;
                return Verdict.NONE_YET;
            }
            if (text.text().isEmpty()) {
                problems = List.of(Problem.error(text.file(), 0, text.trouble().orElse("no such file")));
                refused = true;
                return Verdict.REJECTED;
            }
            Parsed<T> parsed = parser.apply(text.file(), text.text().get());
            problems = parsed.problems();
            boolean mended = refused && !parsed.hasErrors();
            refused = parsed.hasErrors();
            if (refused) {
                return Verdict.REJECTED;
            }
            has = true;
            T before = inForce;
            inForce = parsed.value();
            if (inForce.equals(before)) {
                return mended ? Verdict.RESTORED : Verdict.SAME;
            }
            return Verdict.TAKEN;
        }
    }

    private final Slot<Cltab> cltab = new Slot<>(Cltab.EMPTY, Cltab::parse);
    private final Slot<Hactl> hactl = new Slot<>(Hactl.EMPTY, Hactl::parse);
    /** All problems as they were worked out last, and of how many offers. */
    private List<Problem> checked = List.of();

    private long checkedOffers;

    Verdict offerCltab(ConfigText text) {
        return cltab.offer(text);
    }

    Verdict offerHactl(ConfigText text) {
        return hactl.offer(text);
    }

    /** Whether a cltab has come into force. */
    boolean hasCltab() {
        return cltab.has;
    }

    /** Whether a hactl has come into force. */
    boolean hasHactl() {
        return hactl.has;
    }

    Cltab cltab() {
        return cltab.inForce;
    }

    Hactl hactl() {
        return hactl.inForce;
    }

    /** What is wrong with the newest cltab. */
    List<Problem> cltabProblems() {
        return cltab.problems;
    }

    /** What is wrong with the newest hactl by itself. */
    List<Problem> hactlProblems() {
        return hactl.problems;
    }

    /** What is wrong between the files that are in force; nothing before there are both. */
    List<Problem> crossProblems() {
        return cltab.has && hactl.has ? ConfigCheck.cross(hactl.file, hactl.inForce, cltab.inForce) : List.of();
    }

    /** Everything that is wrong with the newest files, and between those that are in force. */
    List<Problem> problems() {
        long offers = cltab.offers + hactl.offers;
        if (checkedOffers != offers) {
            checkedOffers = offers;
            List<Problem> all = new ArrayList<>(cltab.problems);
            all.addAll(hactl.problems);
            all.addAll(ConfigCheck.cross(hactl.file, hactl.inForce, cltab.inForce));
            checked = List.copyOf(all);
        }
        return checked;
    }
}
