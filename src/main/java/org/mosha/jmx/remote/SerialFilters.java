package org.mosha.jmx.remote;

/** Which classes, and how much of them, clients may send. */
final class SerialFilters {
    /** For a login: a user and a password. Anything else is refused before it is made. */
    static final String CREDENTIALS = "maxbytes=4096;maxarray=2;maxdepth=2;maxrefs=8;java.lang.String;!*";

    /** For calls: names, plain values, conditions of queries, and filters of notifications. */
    static final String CALLS = String.join(
            ";",
            "maxbytes=65536;maxarray=1024;maxdepth=20;maxrefs=4096",
            "java.lang.Object;java.lang.String;java.lang.Number;java.lang.Boolean;java.lang.Character",
            "java.lang.Byte;java.lang.Short;java.lang.Integer;java.lang.Long;java.lang.Float;java.lang.Double",
            "java.util.ArrayList;java.util.Vector",
            "java.rmi.MarshalledObject",
            "javax.management.ObjectName;javax.management.Attribute;javax.management.AttributeList",
            "javax.management.NotificationFilterSupport;javax.management.AttributeChangeNotificationFilter",
            "javax.management.relation.MBeanServerNotificationFilter",
            queries(
                    "QueryEval",
                    "AndQueryExp",
                    "OrQueryExp",
                    "NotQueryExp",
                    "BetweenQueryExp",
                    "BinaryRelQueryExp",
                    "InQueryExp",
                    "InstanceOfQueryExp",
                    "MatchQueryExp",
                    "ValueExp",
                    "BinaryOpValueExp",
                    "AttributeValueExp",
                    "ClassAttributeValueExp",
                    "QualifiedAttributeValueExp",
                    "BooleanValueExp",
                    "NumericValueExp",
                    "StringValueExp"),
            // arrays of it, with nothing in them: nobody may act as somebody else
            "javax.security.auth.Subject",
            "!*");

    private SerialFilters() {}

    private static String queries(String... names) {
        return "javax.management." + String.join(";javax.management.", names);
    }
}
