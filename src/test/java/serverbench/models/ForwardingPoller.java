package serverbench.models;

import java.io.IOException;
import serverbench.net.Poller;

/** Hands every call on to a real poller; a test overrides the one that it wants to see or break. */
public class ForwardingPoller implements Poller {

  private final Poller real;

  public ForwardingPoller(Poller real) {
    this.real = real;
  }

  @Override
  public void add(int fd, int interest) throws IOException {
    real.add(fd, interest);
  }

  @Override
  public void modify(int fd, int interest) throws IOException {
    real.modify(fd, interest);
  }

  @Override
  public void remove(int fd) {
    real.remove(fd);
  }

  @Override
  public int await(long timeoutNanos) throws IOException {
    return real.await(timeoutNanos);
  }

  @Override
  public int readyFd(int index) {
    return real.readyFd(index);
  }

  @Override
  public int readyEvents(int index) {
    return real.readyEvents(index);
  }

  @Override
  public void wakeup() {
    real.wakeup();
  }

  @Override
  public void close() {
    real.close();
  }
}
