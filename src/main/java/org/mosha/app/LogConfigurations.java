package org.mosha.app;

import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Order;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.apache.logging.log4j.core.config.xml.XmlConfigurationFactory;
import org.mosha.linux.ThisMachine;

/**
 * Log4j's configurations, with this host's name as the kernel has it. Log4j itself asks for it where host names are
 * resolved, before it logs anything: without an entry in {@code /etc/hosts}, and with a name server that does not answer,
 * the daemon would start 20 s later for a name that it does not even log.
 */
@Order(100)
public final class LogConfigurations extends XmlConfigurationFactory {
    /** For Log4j, which makes one by the class's name. */
    public LogConfigurations() {
        // nothing to prepare
    }

    @Override
    public Configuration getConfiguration(LoggerContext context, ConfigurationSource source) {
        return new Named(context, source);
    }

    private static final class Named extends XmlConfiguration {
        Named(LoggerContext context, ConfigurationSource source) {
            super(context, source);
            getProperties().put("hostName", ThisMachine.hostName());
        }

        /** Another one when the file was edited; none when it cannot be read. */
        @Override
        public Configuration reconfigure() {
            Configuration edited = super.reconfigure();
            if (edited != null) {
                edited.getProperties().put("hostName", ThisMachine.hostName());
            }
            return edited;
        }
    }
}
