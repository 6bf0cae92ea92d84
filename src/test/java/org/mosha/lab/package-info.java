/**
 * Real daemons on hosts made of namespaces on this one machine, and the faults to put them through: each host has its
 * own network, processes and disk, and loses them as a machine does. Entry classes: {@link org.mosha.lab.Lab}, the
 * hosts, and {@code LabCluster}, the daemons on them; {@code LabIT} and {@code LabScenariosIT} are a part of the build,
 * {@code LabCampaign}, {@code LabFigures} and {@code LabPeers} are started by name.
 */
package org.mosha.lab;
