package serverbench.report.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** One tab: what it requested, what went wrong in it, and what it looks like. */
final class Page implements AutoCloseable {

  enum Scheme {
    LIGHT,
    DARK
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Chromium chromium;
  private final String target;
  private final String session;
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();

  Page(Chromium chromium, String target, String session) {
    this.chromium = chromium;
    this.target = target;
    this.session = session;
  }

  void prepare(int width, int height, Scheme scheme) {
    for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
      call(domain + ".enable", JSON.createObjectNode());
    }
    size(width, height);
    ObjectNode media = JSON.createObjectNode();
    media
        .putArray("features")
        .addObject()
        .put("name", "prefers-color-scheme")
        .put("value", scheme.name().toLowerCase(Locale.ROOT));
    call("Emulation.setEmulatedMedia", media);
  }

  void size(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        JSON.createObjectNode()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", width < 600));
  }

  /** As paper, or as a screen again. */
  void media(String type) {
    call("Emulation.setEmulatedMedia", JSON.createObjectNode().put("media", type));
  }

  void withoutScripts() {
    call("Emulation.setScriptExecutionDisabled", JSON.createObjectNode().put("value", true));
  }

  void open(Path file) {
    loaded = new CompletableFuture<>();
    call("Page.navigate", JSON.createObjectNode().put("url", file.toUri().toString()));
    loaded.orTimeout(60, TimeUnit.SECONDS).join();
  }

  /** The value of an expression; promises are waited for. */
  JsonNode value(String expression) {
    JsonNode result =
        call(
            "Runtime.evaluate",
            JSON.createObjectNode()
                .put("expression", expression)
                .put("returnByValue", true)
                .put("awaitPromise", true)
                .put("userGesture", true));
    if (result.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + result.get("exceptionDetails"));
    }
    return result.get("result").path("value");
  }

  String text(String expression) {
    return value(expression).asText();
  }

  List<String> texts(String expression) {
    return JSON.convertValue(
        value(expression), JSON.getTypeFactory().constructCollectionType(List.class, String.class));
  }

  /** Presses and releases a key as a person does. */
  void press(String key) {
    for (String type : List.of("keyDown", "keyUp")) {
      ObjectNode event = JSON.createObjectNode().put("type", type).put("key", key);
      if (key.equals("Enter") && type.equals("keyDown")) {
        event.put("text", "\r").put("windowsVirtualKeyCode", 13);
      }
      call("Input.dispatchKeyEvent", event);
    }
  }

  void moveMouse(double x, double y) {
    call(
        "Input.dispatchMouseEvent",
        JSON.createObjectNode().put("type", "mouseMoved").put("x", x).put("y", y));
  }

  void drag(double fromX, double fromY, double toX, double toY) {
    mouse("mousePressed", fromX, fromY);
    mouse("mouseMoved", (fromX + toX) / 2, (fromY + toY) / 2);
    mouse("mouseMoved", toX, toY);
    mouse("mouseReleased", toX, toY);
  }

  private void mouse(String type, double x, double y) {
    call(
        "Input.dispatchMouseEvent",
        JSON.createObjectNode()
            .put("type", type)
            .put("x", x)
            .put("y", y)
            .put("button", "left")
            .put("buttons", type.equals("mouseReleased") ? 0 : 1)
            .put("clickCount", 1));
  }

  /** What is visible now, or the whole page. */
  void screenshot(Path file, boolean whole) throws IOException {
    JsonNode shot =
        call(
            "Page.captureScreenshot",
            JSON.createObjectNode().put("format", "png").put("captureBeyondViewport", whole));
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(shot.get("data").asText()));
  }

  /** Errors and warnings of the console, exceptions, failed loads. */
  List<String> problems() {
    return problems;
  }

  /** Every address that was asked for. */
  List<String> requests() {
    return requests;
  }

  void happened(JsonNode event) {
    JsonNode parameters = event.get("params");
    switch (event.get("method").asText()) {
      case "Page.loadEventFired" -> loaded.complete(null);
      case "Network.requestWillBeSent" ->
          requests.add(parameters.get("request").get("url").asText());
      case "Runtime.exceptionThrown" -> problems.add(parameters.toString());
      case "Runtime.consoleAPICalled" -> {
        if (!parameters.get("type").asText().matches("log|info|debug")) {
          problems.add(parameters.toString());
        }
      }
      case "Log.entryAdded" -> problems.add(parameters.get("entry").toString());
      default -> {}
    }
  }

  private JsonNode call(String method, ObjectNode parameters) {
    return chromium.call(session, method, parameters);
  }

  @Override
  public void close() {
    chromium.forget(session);
    chromium.call(null, "Target.closeTarget", JSON.createObjectNode().put("targetId", target));
  }
}
