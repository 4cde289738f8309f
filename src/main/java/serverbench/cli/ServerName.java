package serverbench.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import serverbench.models.Choice;
import serverbench.references.Reference;
import serverbench.server.Contender;

/** A model as {@link ModelName} takes it, or a reference: jetty, netty_epoll. */
final class ServerName implements ITypeConverter<Contender> {

  private static final Names<Contender> SERVERS =
      Names.of("model", all(), Contender::label, "./run-bench.sh list");

  @Override
  public Contender convert(String name) {
    return SERVERS.find(ModelName.withoutDefault(name));
  }

  /** The models with their variants in the article's order, then the references. */
  static List<Contender> all() {
    return Stream.<Contender>concat(Choice.all().stream(), references().stream()).toList();
  }

  static List<Reference> references() {
    return List.of(Reference.values());
  }
}
