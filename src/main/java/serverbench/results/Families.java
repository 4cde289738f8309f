package serverbench.results;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The families of models in the article's order. A run may have others (references, say): they come
 * after, under their own name.
 */
public final class Families {

  private static final Map<String, String> TITLES = new LinkedHashMap<>();

  static {
    TITLES.put("BASIC", "Basic concurrency models");
    TITLES.put("MULTIPLEXING", "I/O multiplexing models");
    TITLES.put("ARCHITECTURE", "Advanced concurrency architectures");
    TITLES.put("MODERN", "Modern concurrency technologies");
    TITLES.put("REFERENCE", "Other servers, for reference");
  }

  private Families() {}

  /** The models by family, families in order, the models of each as they come. */
  public static Map<String, List<ModelInfo>> of(Collection<ModelInfo> models) {
    Map<String, List<ModelInfo>> families = new LinkedHashMap<>();
    TITLES.keySet().forEach(family -> families.put(family, new ArrayList<>()));
    for (ModelInfo model : models) {
      families.computeIfAbsent(nameOf(model), _ -> new ArrayList<>()).add(model);
    }
    families.values().removeIf(List::isEmpty);
    return families;
  }

  /** As the registry spells it; empty for a run that does not say. */
  public static String nameOf(ModelInfo model) {
    return model.family() == null ? "" : model.family();
  }

  /** As the article calls it: "Basic concurrency models". */
  public static String titleOf(String family) {
    return TITLES.getOrDefault(family, shortTitleOf(family));
  }

  /** One word for legends: "Basic". */
  public static String shortTitleOf(String family) {
    return family.isEmpty()
        ? "Other"
        : family.charAt(0) + family.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
