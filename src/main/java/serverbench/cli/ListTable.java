package serverbench.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import serverbench.models.Family;
import serverbench.models.Model;
import serverbench.references.Reference;

/** The models as a table, a family after the other; descriptions wrap. */
final class ListTable {

  private static final int NUMBER_WIDTH = 4;
  private static final int INDENT = 2;
  private static final int LEAST_DESCRIPTION_WIDTH = 20;

  static String render(List<Listing> listings, int columns) {
    StringBuilder text = new StringBuilder();
    int nameWidth = listings.stream().mapToInt(l -> l.name().length()).max().orElse(0) + INDENT + 1;
    int left = Math.max(LEAST_DESCRIPTION_WIDTH, columns - NUMBER_WIDTH - nameWidth);
    List<String> families =
        Stream.concat(
                Stream.of(Family.values()).map(Family::title), Stream.of(Reference.FAMILY_TITLE))
            .toList();
    for (String family : families) {
      Help.TextTable table =
          Help.TextTable.forColumns(
              Help.defaultColorScheme(Ansi.OFF),
              new Column(NUMBER_WIDTH, 0, Overflow.SPAN),
              new Column(nameWidth, INDENT, Overflow.SPAN),
              new Column(left, INDENT, Overflow.WRAP));
      table.addRowValues(new String[] {null, null, null});
      List<Listing> members =
          listings.stream().filter(listing -> listing.family().equals(family)).toList();
      if (members.isEmpty()) {
        continue;
      }
      members.forEach(l -> table.addRowValues(number(l), l.name(), about(l)));
      text.append(family).append(table).append(System.lineSeparator());
    }
    return text.toString();
  }

  private static String number(Listing listing) {
    return listing.number() != null && listing.variant().equals(Model.DEFAULT_VARIANT)
        ? String.format("%3d", listing.number())
        : "";
  }

  private static String about(Listing listing) {
    if (!listing.supported()) {
      return "does not run here: " + listing.reason();
    }
    return listing.variant().equals(Model.DEFAULT_VARIANT)
        ? listing.description()
        : "variant " + listing.variant();
  }

  private ListTable() {}
}
