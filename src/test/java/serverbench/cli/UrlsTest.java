package serverbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlsTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, http://127.0.0.1:8080/",
    "::1, http://[::1]:8080/",
    "0:0:0:0:0:0:0:0, http://[::]:8080/"
  })
  void areUrls(String address, String url) throws Exception {
    assertThat(Urls.of(InetAddress.getByName(address), 8080)).isEqualTo(url);
    assertThat(URI.create(url).getPort()).isEqualTo(8080);
  }
}
