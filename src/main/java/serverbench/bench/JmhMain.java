package serverbench.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import serverbench.server.PlantedSlowdown;

/**
 * JMH's own command line with one thing added: {@link LoadProfiler} is on, so that latency
 * percentiles stand beside the throughput.
 */
public final class JmhMain {

  private JmhMain() {}

  public static void main(String[] arguments) throws IOException {
    PlantedSlowdown.refuse();
    String profiler = LoadProfiler.class.getName();
    List<String> more = new ArrayList<>(List.of(arguments));
    if (!more.contains(profiler)) {
      more.addAll(List.of("-prof", profiler));
    }
    org.openjdk.jmh.Main.main(more.toArray(String[]::new));
  }
}
