package org.mosha.jmx;

import java.util.Optional;
import org.mosha.config.NodeAddress;
import org.mosha.model.GroupName;
import org.mosha.model.Names;
import org.mosha.model.NodeId;
import org.mosha.model.Runlevel;

/** Reads what a person typed into a client; a bad text is {@link Rejected} with what was expected. */
final class Arguments {
    private static final String NAME = "one or more of A-Z a-z 0-9 _ . -";

    private Arguments() {}

    static GroupName group(String text) {
        return new GroupName(name("group", text, "the name of a group, " + NAME));
    }

    static Runlevel level(String text) {
        return new Runlevel(name("level", text, "the name of a runlevel, " + NAME));
    }

    static NodeId node(String text) {
        return new NodeId(number("node", text, "a node's number, 1 or more, such as 2"));
    }

    /** A node's number, or with an equals sign and its address behind it. */
    static NodePlace nodePlace(String text) {
        String expected = "a node's number, or with its address, such as 4 or 4=host4";
        String[] parts = trimmed("node", text, expected).split("=", 2);
        Optional<NodeAddress> address = parts.length == 1 ? Optional.empty() : NodeAddress.parse(parts[1].trim());
        if (parts.length == 2 && address.isEmpty()) {
            throw bad("node", text, expected);
        }
        return new NodePlace(new NodeId(number("node", parts[0], expected)), address);
    }

    /** A whole number from 1 on. */
    static int count(String what, String text) {
        return number(what, text, "a whole number, 1 or more, such as 3");
    }

    private static String name(String what, String text, String expected) {
        String trimmed = trimmed(what, text, expected);
        if (!Names.isName(trimmed)) {
            throw bad(what, text, expected);
        }
        return trimmed;
    }

    private static int number(String what, String text, String expected) {
        try {
            int number = Integer.parseInt(trimmed(what, text, expected));
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, as a number below 1 is
        }
        throw bad(what, text, expected);
    }

    private static String trimmed(String what, String text, String expected) {
        if (text == null) {
            throw new Rejected("no " + what + ": expected " + expected);
        }
        return text.trim();
    }

    private static Rejected bad(String what, String text, String expected) {
        return new Rejected("bad " + what + " '" + Shown.of(text) + "': expected " + expected);
    }
}
