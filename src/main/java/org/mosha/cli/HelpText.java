package org.mosha.cli;

import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.IParamLabelRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The help as picocli lays it out, with an option's value after a blank, as the contract writes it, with brackets around
 * what may be left out, and dots behind what there may be several of.
 */
final class HelpText extends Help {
    HelpText(CommandSpec spec, ColorScheme scheme) {
        super(spec, scheme);
    }

    @Override
    public IParamLabelRenderer parameterLabelRenderer() {
        return new AfterBlank();
    }

    private static final class AfterBlank implements IParamLabelRenderer {
        @Override
        public Text renderParameterLabel(ArgSpec argument, Ansi ansi, List<IStyle> styles) {
            if (argument.isOption() && argument.arity().max() == 0) {
                return ansi.text("");
            }
            String blank = argument.isOption() ? " " : "";
            boolean optional = argument.isPositional() && argument.arity().min() == 0;
            String label = argument.paramLabel()
                    + (argument.isPositional() && argument.arity().max() > 1 ? "..." : "");
            return ansi.text(blank + (optional ? "[" + label + "]" : label));
        }

        @Override
        public String separator() {
            return "";
        }
    }
}
