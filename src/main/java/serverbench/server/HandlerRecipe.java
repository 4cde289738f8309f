package serverbench.server;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How another process makes the handler that this one was given. An object cannot cross, a class
 * name can: the handler must be of a public class with a public constructor without parameters. An
 * access log is opened again by each process; their lines go to the same file.
 *
 * @param handlerClass name of the class that answers requests
 * @param accessLog the file that takes a line for each request, or empty
 */
public record HandlerRecipe(String handlerClass, Optional<Path> accessLog) {

  /**
   * @throws IllegalArgumentException when the handler cannot be made from its class alone
   */
  public static HandlerRecipe of(Handler handler) {
    if (handler instanceof AccessLog log) {
      HandlerRecipe logged = of(log.handler());
      return new HandlerRecipe(logged.handlerClass, Optional.of(log.file().toAbsolutePath()));
    }
    Class<?> type = handler.getClass();
    if (!isMadeFromItsName(type)) {
      throw new IllegalArgumentException(
          "this model handles requests in child processes, which make the handler themselves: "
              + type.getName()
              + " must be a public class with a public constructor without parameters");
    }
    return new HandlerRecipe(type.getName(), Optional.empty());
  }

  /**
   * A handler as this recipe says; {@link #finish} ends it.
   *
   * @throws IOException when the access log cannot be opened
   * @throws ReflectiveOperationException when the class is not there, or its constructor throws
   */
  public Handler make() throws IOException, ReflectiveOperationException {
    Handler handler =
        Class.forName(handlerClass).asSubclass(Handler.class).getConstructor().newInstance();
    return accessLog.isPresent()
        ? new AccessLog(handler, accessLog.get(), InstantSource.system())
        : handler;
  }

  /** Writes what a handler that {@link #make} made has not written yet. */
  public static void finish(Handler made) {
    if (made instanceof AccessLog log) {
      log.close();
    }
  }

  private static boolean isMadeFromItsName(Class<?> type) {
    if (type.isHidden() || !Modifier.isPublic(type.getModifiers())) {
      return false;
    }
    try {
      type.getConstructor();
      return !type.isMemberClass() || Modifier.isStatic(type.getModifiers());
    } catch (NoSuchMethodException e) {
      return false;
    }
  }
}
