package org.mosha.engine.zookeeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mosha.cluster.FenceWord;
import org.mosha.model.NodeId;
import org.mosha.node.Clocks;
import org.mosha.node.EngineView;
import org.mosha.node.Sighting;
import org.mosha.node.Sighting.Contact;
import org.mosha.node.Sighting.Life;
import org.mosha.node.Sighting.Report;

/** Makes the view of the ensemble that the node gets. Used by the engine's thread. */
final class ViewMaker {
    private final EngineSetup setup;
    private final Sightings sightings;
    private final Roster roster;
    private final Claims claims;
    private final OwnStatus status;
    private final Pulse pulse;
    private final OperatorCopies copies;
    private final Clocks clocks;

    ViewMaker(
            EngineSetup setup,
            Sightings sightings,
            Roster roster,
            Claims claims,
            OwnStatus status,
            Pulse pulse,
            OperatorCopies copies,
            Clocks clocks) {
        this.setup = setup;
        this.sightings = sightings;
        this.roster = roster;
        this.claims = claims;
        this.status = status;
        this.pulse = pulse;
        this.copies = copies;
        this.clocks = clocks;
    }

    /**
     * Everything that is seen.
     *
     * @param doubt what keeps this node from working, as a sentence for people; empty for nothing
     * @param troubles what has failed in the last step
     */
    EngineView view(Optional<String> doubt, List<String> troubles) {
        long now = clocks.nanos();
        boolean up = doubt.isEmpty();
        SortedMap<NodeId, Sighting> nodes = new TreeMap<>(sightings.others(now));
        Optional<String> order = sightings.order();
        nodes.put(setup.self(), own(now, up, order.isPresent()));
        List<String> warnings = new ArrayList<>(troubles);
        warnings.addAll(sightings.warnings());
        warnings.addAll(roster.warnings());
        warnings.addAll(claims.warnings());
        warnings.addAll(copies.warnings());
        return new EngineView(
                doubt.orElse(""),
                !up && doubt.equals(roster.obstacle().map(Obstacle::sentence)),
                nodes,
                claims.seen(),
                copies.cltab().text(),
                copies.hactl().text(),
                order,
                up ? warnings : List.of());
    }

    /** The view with which a node begins: never a file that is wrong. */
    EngineView first(Optional<String> doubt, List<String> troubles) {
        return view(doubt, troubles)
                .withConfig(copies.cltab().good(), copies.hactl().good());
    }

    private Sighting own(long now, boolean up, boolean waits) {
        Optional<FenceWord> fence = sightings.ownFence(setup.incarnation());
        return new Sighting(
                setup.self(),
                setup.host(),
                up,
                true,
                new Contact(pulse.heardNanos(), now),
                new Life(setup.incarnation(), setup.times().session(), false, fence),
                new Report(status.told(), false, waits));
    }
}
