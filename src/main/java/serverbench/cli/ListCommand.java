package serverbench.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import serverbench.models.Choice;

@Command(name = "list", description = "The models and variants, and whether they run here.")
final class ListCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private HelpOption help;

  @ArgGroup private Format format = new Format();

  static final class Format {
    @Option(names = "--json", description = "Everything about the models, as JSON.")
    private boolean json;

    @Option(
        names = "--names",
        description = "One name a line, of what runs here; for loops in a shell.")
    private boolean names;
  }

  @Option(
      names = "--with-references",
      description = "--names names the references as well; the other forms always do.")
  private boolean withReferences;

  ListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    // Names feed loops over the models: the references only when asked for.
    boolean everything = !format.names || withReferences;
    List<Listing> listings =
        Stream.concat(
                Choice.all().stream().map(Listing::of),
                everything ? ServerName.references().stream().map(Listing::of) : Stream.of())
            .toList();
    PrintStream out = console.out();
    if (format.json) {
      ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      out.println(json.writeValueAsString(listings));
    } else if (format.names) {
      listings.stream().filter(Listing::supported).map(Listing::name).forEach(out::println);
    } else {
      out.print(ListTable.render(listings, console.columns()));
    }
    out.flush();
    return ExitCode.OK;
  }
}
