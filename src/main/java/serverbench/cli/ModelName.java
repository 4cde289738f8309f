package serverbench.cli;

import picocli.CommandLine.ITypeConverter;
import serverbench.models.Choice;
import serverbench.models.Model;

/** A model as people type it: epoll, epoll:et; epoll:default is epoll. */
final class ModelName implements ITypeConverter<Choice> {

  private static final Names<Choice> MODELS =
      Names.of("model", Choice.all(), Choice::label, "./run-bench.sh list");

  @Override
  public Choice convert(String name) {
    return MODELS.find(withoutDefault(name));
  }

  static String withoutDefault(String name) {
    String suffix = ":" + Model.DEFAULT_VARIANT;
    return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
  }
}
