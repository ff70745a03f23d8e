package io.lakewright.cli;

import io.lakewright.session.Versions;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The list of commands: the one shared place that a new job touches. */
final class Commands {
  private static final List<Class<?>> ALL =
      List.of(
          FlattenCommand.class,
          SplitCommand.class,
          IndexCommand.class,
          DiscordsCommand.class,
          MaintainCommand.class,
          ArchiveCommand.class,
          RestoreCommand.class,
          RunCommand.class,
          SampleCommand.class,
          SqlCommand.class,
          ShellCommand.class,
          WarmUpCommand.class);

  private Commands() {}

  static CommandLine create(ShellContext context) {
    return create(context, ALL);
  }

  static CommandLine create(ShellContext context, List<Class<?>> commands) {
    CommandLine root = new CommandLine(new RootCommand(context));
    for (Class<?> command : commands) {
      root.addSubcommand(command);
    }
    configure(root, context);
    return root;
  }

  /** For all levels: picocli's setters reach the subcommands added before. */
  private static void configure(CommandLine root, ShellContext context) {
    root.setOut(context.console().out());
    root.setErr(context.console().err());
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setAbbreviatedOptionsAllowed(false);
    root.setUsageHelpAutoWidth(true);
    root.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.AUTO));
    root.setParameterExceptionHandler(Errors::usage);
    root.setExecutionExceptionHandler(Errors::execution);
    setVersion(root, new String[] {"Lakewright " + Versions.lakewright()});
  }

  private static void setVersion(CommandLine line, String[] version) {
    line.getCommandSpec().version(version);
    line.getSubcommands().values().forEach(sub -> setVersion(sub, version));
  }
}
