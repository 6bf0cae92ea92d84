package org.mosha.engine.zookeeper;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.mosha.cluster.FenceResult;
import org.mosha.cluster.FenceWord;
import org.mosha.model.NodeId;

/** What is said of shooting a node, as its znode holds it. */
final class FenceText {
    private FenceText() {}

    static byte[] format(FenceWord word) {
        Map<String, String> fields = new HashMap<>();
        fields.put("incarnation", word.incarnation());
        fields.put("by", word.by().toString());
        fields.put("byIncarnation", word.byIncarnation());
        fields.put("result", word.result().name());
        fields.put("note", word.note());
        return Fields.format(fields);
    }

    /** Reads it; empty when that is not what a daemon wrote. */
    static Optional<FenceWord> parse(byte[] data) {
        Fields fields = Fields.parse(data);
        try {
            return Optional.of(new FenceWord(
                    fields.text("incarnation"),
                    new NodeId((int) fields.number("by", 0)),
                    fields.text("byIncarnation"),
                    FenceResult.valueOf(fields.text("result")),
                    fields.text("note")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
