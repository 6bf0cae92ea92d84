package org.mosha.jmx.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A client that logs in many times, and calls all the time until it is killed. */
public final class ManyLogins {
    private ManyLogins() {}

    /** Takes the address, the user and how many times. */
    public static void main(String[] args) throws Exception {
        List<JMXConnector> logins = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(args[2]); i++) {
            logins.add(JMXConnectorFactory.connect(
                    new JMXServiceURL(args[0]),
                    Map.of(JMXConnector.CREDENTIALS, new String[] {args[1], AccountsOnDisk.PASSWORD})));
        }
        System.out.println("in");
        while (true) {
            for (JMXConnector login : logins) {
                login.getMBeanServerConnection().getDefaultDomain();
            }
        }
    }
}
