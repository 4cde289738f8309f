package serverbench.cli;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;

/** Addresses as they stand in URLs: IPv6 in brackets (RFC 3986 section 3.2.2) and shortened. */
final class Urls {

  static String of(InetAddress address, int port) {
    return "http://" + authority(address, port) + "/";
  }

  static String authority(InetAddress address, int port) {
    String host =
        address instanceof Inet6Address
            ? "[" + NetUtil.toAddressString(address) + "]"
            : address.getHostAddress();
    return host + ":" + port;
  }

  private Urls() {}
}
