package silt.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Puts examples first in every help, and the options that all commands share into one line. */
final class Help extends CommandLine.Help {

  private static final String EXAMPLES = "examples";
  private static final String SHARED = "shared";

  private Help(CommandLine.Model.CommandSpec spec, ColorScheme colours) {
    super(spec, colours);
  }

  /** Gives a command and all below it (picocli hands these on) this form of help. */
  static void applyTo(CommandLine command) {
    command.setHelpFactory(Help::new);
    List<String> sections = new ArrayList<>(command.getHelpSectionKeys());
    sections.add(0, EXAMPLES);
    sections.add(SHARED);
    command.setHelpSectionKeys(sections);
    Map<String, CommandLine.IHelpSectionRenderer> map = new HashMap<>(command.getHelpSectionMap());
    map.put(EXAMPLES, Help::examples);
    map.put(SHARED, Help::shared);
    command.setHelpSectionMap(map);
  }

  @Override
  public String optionList() {
    return optionListExcludingGroups(ownOptions(), layout(), null, parameterLabelRenderer());
  }

  @Override
  public String parameterList() {
    return parameterList(layout(), parameterLabelRenderer());
  }

  /** One layout for parameters and options, so that their columns agree. */
  private Layout layout() {
    return createDefaultLayout(ownOptions(), commandSpec().positionalParameters(), colorScheme());
  }

  private List<OptionSpec> ownOptions() {
    return commandSpec().options().stream().filter(this::isOwn).toList();
  }

  private boolean isOwn(OptionSpec option) {
    return !option.hidden() && (commandSpec().parent() == null || !option.inherited());
  }

  private static String examples(CommandLine.Help help) {
    Object command = help.commandSpec().userObject();
    Examples examples = command.getClass().getAnnotation(Examples.class);
    if (examples == null) {
      return "";
    }
    String[] pairs = examples.value();
    int width = 0;
    for (int i = 0; i < pairs.length; i += 2) {
      width = Math.max(width, pairs[i].length());
    }
    StringBuilder text = new StringBuilder("Examples:\n");
    for (int i = 0; i < pairs.length; i += 2) {
      // long lines get their meaning below, so that a narrow terminal shows both whole
      boolean narrow = width > 60;
      text.append("  ").append(help.colorScheme().commandText(pairs[i]));
      text.append(narrow ? "\n      " : " ".repeat(width - pairs[i].length() + 3));
      text.append(pairs[i + 1]).append('\n');
    }
    return text.append('\n').toString();
  }

  private static String shared(CommandLine.Help help) {
    if (help.commandSpec().parent() == null) {
      return "\nExit codes: 0 done, 1 failed, 2 bad input or nothing to reach, 130 interrupted.\n";
    }
    String names =
        help.commandSpec().options().stream()
            .filter(option -> option.inherited() && !option.hidden())
            .map(OptionSpec::longestName)
            .sorted()
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : "Everywhere: " + names + " (silt --help)\n";
  }
}
