package org.mosha.node;

import org.mosha.init.InitEvent;
import org.mosha.model.NodeId;

/** What the node's own thread is told. */
sealed interface NodeEvent {
    /** Something happened to a process. */
    record OfProcess(InitEvent event) implements NodeEvent {}

    /** The engine sees something new. */
    record OfEngine(EngineView view) implements NodeEvent {}

    /** A shot has ended. */
    record Shot(NodeId node, String incarnation, FencePort.Answer answer, String note) implements NodeEvent {}

    /** Somebody gave an order, which is to be carried out on the node's own thread. */
    record Order(Runnable order) implements NodeEvent {}
}
