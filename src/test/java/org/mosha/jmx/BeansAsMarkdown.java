package org.mosha.jmx;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.ArrayType;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.TabularType;

/** The reference of the beans, made of what they say of themselves. */
final class BeansAsMarkdown {
    private final MBeanServer server;

    BeansAsMarkdown(MBeanServer server) {
        this.server = server;
    }

    /** All beans, in the order in which one wants to read of them. */
    String text() throws JMException {
        return Stream.of("Cluster", "ResourceGroup,name=web", "Node,name=1", "Quorum", "CycleTime", "Stomith")
                .map(this::bean)
                .collect(Collectors.joining("\n"));
    }

    private String bean(String rest) {
        try {
            ObjectName name = new ObjectName(BeanNames.DOMAIN + ":type=" + rest);
            MBeanInfo info = server.getMBeanInfo(name);
            String shown = name.toString().replace("name=web", "name=<group>").replace("name=1", "name=<number>");
            return "### `" + shown + "`\n\n" + info.getDescription() + ".\n\n" + attributes(info) + operations(info)
                    + notifications(info);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String attributes(MBeanInfo info) {
        return table(
                List.of("attribute", "type", "unit", "what it is"),
                Arrays.stream(info.getAttributes())
                        .map(attribute -> List.of(
                                "`" + attribute.getName() + "`" + (attribute.isWritable() ? " (writable)" : ""),
                                type(openType(attribute)),
                                unit(attribute),
                                attribute.getDescription()))
                        .toList());
    }

    private static OpenType<?> openType(MBeanAttributeInfo attribute) {
        return (OpenType<?>) attribute.getDescriptor().getFieldValue("openType");
    }

    private static String unit(MBeanAttributeInfo attribute) {
        Object unit = attribute.getDescriptor().getFieldValue("units");
        Object metric = attribute.getDescriptor().getFieldValue("metricType");
        return Stream.of(unit, "counter".equals(metric) ? "grows" : null)
                .filter(word -> word != null)
                .map(Object::toString)
                .collect(Collectors.joining(", "));
    }

    private static String type(OpenType<?> type) {
        if (type instanceof TabularType table) {
            CompositeType row = (CompositeType) table.getRowType().getType("value");
            return "table by `key`; `value` has "
                    + row.keySet().stream().map(item -> "`" + item + "`").collect(Collectors.joining(", "));
        }
        if (type instanceof ArrayType<?> array) {
            return type(array.getElementOpenType()) + "[]";
        }
        String name = type.getClassName().replaceFirst(".*\\.", "");
        return switch (name) {
            case "String" -> "text";
            case "Integer" -> "int";
            default -> name.toLowerCase(Locale.ROOT);
        };
    }

    private static String operations(MBeanInfo info) {
        return info.getOperations().length == 0
                ? ""
                : "\n"
                        + table(
                                List.of("operation", "impact", "what it does", "parameters"),
                                Arrays.stream(info.getOperations())
                                        .map(BeansAsMarkdown::operation)
                                        .toList());
    }

    private static List<String> operation(MBeanOperationInfo operation) {
        String names = Arrays.stream(operation.getSignature())
                .map(MBeanParameterInfo::getName)
                .collect(Collectors.joining(", "));
        String descriptions = Arrays.stream(operation.getSignature())
                .map(param -> "`" + param.getName() + "`: " + param.getDescription())
                .collect(Collectors.joining("; "));
        return List.of(
                "`" + operation.getName() + "(" + names + ")`",
                impact(operation),
                operation.getDescription(),
                descriptions);
    }

    private static String impact(MBeanOperationInfo operation) {
        return switch (operation.getImpact()) {
            case MBeanOperationInfo.INFO -> "looks";
            case MBeanOperationInfo.ACTION -> "changes";
            case MBeanOperationInfo.ACTION_INFO -> "both";
            default -> throw new IllegalStateException(operation.toString());
        };
    }

    private static String notifications(MBeanInfo info) {
        return info.getNotifications().length == 0
                ? ""
                : "\n"
                        + table(
                                List.of("notification", "when, and the items of its user data, all texts"),
                                Arrays.stream(info.getNotifications())
                                        .map(BeansAsMarkdown::notification)
                                        .toList());
    }

    private static List<String> notification(MBeanNotificationInfo info) {
        return List.of("`" + info.getNotifTypes()[0] + "`", info.getDescription());
    }

    private static String table(List<String> head, List<List<String>> rows) {
        return Stream.concat(
                        Stream.of(line(head), "|" + "---|".repeat(head.size())),
                        rows.stream().map(BeansAsMarkdown::line))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |"))
                .replace("|  |", "| |");
    }
}
