package serverbench.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Tests that mostly wait: those of all models wait at the same time. */
final class AllAtOnce implements AutoCloseable {

  @FunctionalInterface
  interface Task {
    void run(Choice choice) throws Exception;
  }

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Choice, Future<?>> tasks = new LinkedHashMap<>();

  /** Begins with all of them. */
  AllAtOnce(List<Choice> choices, Task task) {
    for (Choice choice : choices) {
      tasks.put(
          choice,
          threads.submit(
              () -> {
                task.run(choice);
                return null;
              }));
    }
  }

  /** Waits for this one; throws what it threw. */
  void await(Choice choice) throws Throwable {
    try {
      tasks.get(choice).get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
