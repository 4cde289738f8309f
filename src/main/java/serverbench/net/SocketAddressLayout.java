package serverbench.net;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.nio.ByteOrder;

/** struct sockaddr_in (ip(7)) and sockaddr_in6 (ipv6(7)). */
final class SocketAddressLayout {

  private static final ValueLayout.OfShort NETWORK_SHORT =
      ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
  private static final int PORT = 2;
  private static final int IP4_ADDRESS = 4;
  private static final int IP4_BYTES = 16;
  private static final int IP6_ADDRESS = 8;
  private static final int IP6_BYTES = 28;

  private SocketAddressLayout() {}

  /** Writes the address and returns how many bytes it takes. */
  static int write(MemorySegment sockaddr, InetAddress address, int port) {
    byte[] ip = address.getAddress();
    boolean ip6 = ip.length == 16;
    int bytes = ip6 ? IP6_BYTES : IP4_BYTES;
    int family = ip6 ? Platform.CURRENT.afInet6 : Platform.CURRENT.afInet;
    if (Platform.CURRENT.sockaddrHasLength()) {
      sockaddr.set(ValueLayout.JAVA_BYTE, 0, (byte) bytes);
      sockaddr.set(ValueLayout.JAVA_BYTE, 1, (byte) family);
    } else {
      sockaddr.set(ValueLayout.JAVA_SHORT, 0, (short) family);
    }
    sockaddr.set(NETWORK_SHORT, PORT, (short) port);
    MemorySegment.copy(
        MemorySegment.ofArray(ip), 0, sockaddr, ip6 ? IP6_ADDRESS : IP4_ADDRESS, ip.length);
    return bytes;
  }

  static int port(MemorySegment sockaddr) {
    return Short.toUnsignedInt(sockaddr.get(NETWORK_SHORT, PORT));
  }
}
