package serverbench.bench;

import java.io.IOException;
import java.util.BitSet;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import serverbench.net.Affinity;

/**
 * Which cores server and client run on. {@code shared}: both on all; {@code split}: the server on
 * the first half, the client on the rest; {@code server=0-1,client=2,3}: as it says.
 *
 * <p>Threads inherit the cores of the thread that makes them, child processes as well: whoever
 * makes the server first binds itself to the server's cores, and to the client's before it makes
 * the client. The JVM's own threads (collector, compilers) stay on all cores.
 *
 * @param text as people type it
 * @param server cores, empty for all
 * @param client cores, empty for all
 */
public record CpuPlacement(String text, BitSet server, BitSet client) {

  /** Both on all cores. */
  public static final CpuPlacement SHARED = new CpuPlacement("shared", new BitSet(), new BitSet());

  private static final Pattern EXPLICIT =
      Pattern.compile("server=([0-9]+(?:-[0-9]+)?(?:,[0-9]+(?:-[0-9]+)?)*),client=([0-9,-]+)");

  /**
   * @throws IllegalArgumentException with one line when it cannot be used on this host
   */
  public static CpuPlacement parse(String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    if (plain.equals("shared")) {
      return SHARED;
    }
    if (!Affinity.supported()) {
      throw new IllegalArgumentException("cores can be chosen on Linux only");
    }
    if (plain.equals("split")) {
      return split();
    }
    Matcher explicit = EXPLICIT.matcher(plain);
    if (!explicit.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is none of shared, split, server=CORES,client=CORES");
    }
    return new CpuPlacement(plain, cores(explicit.group(1)), cores(explicit.group(2)));
  }

  private static CpuPlacement split() {
    BitSet all = allowed();
    int cores = all.cardinality();
    if (cores < 2) {
      throw new IllegalArgumentException("one core cannot be split");
    }
    BitSet server = new BitSet();
    BitSet client = new BitSet();
    int seen = 0;
    for (int core = all.nextSetBit(0); core >= 0; core = all.nextSetBit(core + 1)) {
      (seen++ < cores / 2 ? server : client).set(core);
    }
    return new CpuPlacement("server=" + list(server) + ",client=" + list(client), server, client);
  }

  private static BitSet allowed() {
    try {
      return Affinity.ofThisThread();
    } catch (IOException e) {
      throw new IllegalArgumentException("the kernel does not tell which cores there are", e);
    }
  }

  private static BitSet cores(String list) {
    BitSet cores = new BitSet();
    for (String part : list.split(",")) {
      String[] ends = part.split("-");
      int first = Integer.parseInt(ends[0]);
      int last = Integer.parseInt(ends[ends.length - 1]);
      if (last < first || last >= 1_024) {
        throw new IllegalArgumentException("'" + part + "' is no range of cores");
      }
      cores.set(first, last + 1);
    }
    if (!allowed().intersects(cores)) {
      throw new IllegalArgumentException("none of the cores " + list + " is allowed here");
    }
    return cores;
  }

  private static String list(BitSet cores) {
    return cores.stream().mapToObj(Integer::toString).collect(Collectors.joining(","));
  }

  /** The threads that the calling thread makes from here on are the server's. */
  public void enterServer() throws IOException {
    bind(server);
  }

  /** The threads that the calling thread makes from here on are the client's. */
  public void enterClient() throws IOException {
    bind(client);
  }

  private static void bind(BitSet cores) throws IOException {
    if (!cores.isEmpty()) {
      Affinity.bindThisThread(cores);
    }
  }

  /** How many cores the server may run on. */
  public int serverCores(int hostCores) {
    return server.isEmpty() ? hostCores : server.cardinality();
  }
}
