package serverbench.references;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import serverbench.http.DateHeader;
import serverbench.http.Response;
import serverbench.server.Counters;

/**
 * The requests of one connection, answered in order. Called by the connection's event loop only.
 *
 * <pre>
 *   HttpRequest, HttpContent.., LastHttpContent --> answered here, or on a virtual thread; what
 *   arrives meanwhile waits, and reading stops until the answer is written
 * </pre>
 */
final class NettyExchange extends ChannelInboundHandlerAdapter {

  private static final HttpHeadersFactory UNCHECKED =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);

  private final int mostBodyBytes;
  private final Application application;
  private final Counters counters;
  private final Executor blocking;

  /** Parts of later requests, while one is being answered elsewhere. */
  private final ArrayDeque<Object> waiting = new ArrayDeque<>();

  private HttpRequest request;
  private ByteBuf body;
  private boolean answering;
  private boolean closing;

  NettyExchange(int mostBodyBytes, Application application, Counters counters, Executor blocking) {
    this.mostBodyBytes = mostBodyBytes;
    this.application = application;
    this.counters = counters;
    this.blocking = blocking;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    counters.connectionAccepted();
    context.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    counters.connectionEnded();
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
    dropBody();
    context.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object part) {
    if (answering) {
      waiting.add(part);
    } else {
      take(context, part);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }

  private void take(ChannelHandlerContext context, Object part) {
    try {
      if (closing) {
        return;
      }
      if (part instanceof HttpRequest head) {
        begin(context, head);
      }
      if (part instanceof HttpContent content && request != null) {
        add(context, content);
        if (content instanceof LastHttpContent && request != null) {
          finish(context);
        }
      }
    } finally {
      ReferenceCountUtil.release(part);
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest head) {
    if (head.decoderResult().isFailure()) {
      refuse(context, statusOf(head.decoderResult().cause()));
      return;
    }
    request = head;
    if (HttpUtil.is100ContinueExpected(head)) {
      context.writeAndFlush(
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    }
  }

  private void add(ChannelHandlerContext context, HttpContent content) {
    int bytes = content.content().readableBytes();
    int before = body == null ? 0 : body.readableBytes();
    if (content.decoderResult().isFailure()) {
      refuse(context, 400);
    } else if (before + bytes > mostBodyBytes) {
      refuse(context, 413);
    } else if (bytes > 0) {
      body = body == null ? context.alloc().buffer(bytes) : body;
      body.writeBytes(content.content());
    }
  }

  private void finish(ChannelHandlerContext context) {
    HttpRequest whole = request;
    TextRequest text = text(whole);
    request = null;
    if (!application.mayBlock(text)) {
      write(context, whole, application.answer(text));
      return;
    }
    answering = true;
    context.channel().config().setAutoRead(false);
    blocking.execute(
        () -> {
          Response response = application.answer(text);
          context.executor().execute(() -> resume(context, whole, response));
        });
  }

  /** The answer of a request that may have blocked; then what came meanwhile. */
  private void resume(ChannelHandlerContext context, HttpRequest whole, Response response) {
    answering = false;
    write(context, whole, response);
    while (!answering && !waiting.isEmpty()) {
      take(context, waiting.remove());
    }
    context.flush();
    if (!answering) {
      context.channel().config().setAutoRead(true);
    }
  }

  private TextRequest text(HttpRequest whole) {
    String uri = whole.uri();
    int question = uri.indexOf('?');
    TextRequest text =
        new TextRequest(
            whole.method().name(),
            question < 0 ? uri : uri.substring(0, question),
            question < 0 ? null : uri.substring(question + 1),
            whole.headers()::get);
    return body == null ? text : text.withBody(takeBody());
  }

  private ByteBuffer takeBody() {
    byte[] bytes = new byte[body.readableBytes()];
    body.readBytes(bytes);
    dropBody();
    return ByteBuffer.wrap(bytes);
  }

  private void dropBody() {
    if (body != null) {
      body.release();
      body = null;
    }
  }

  private void write(ChannelHandlerContext context, HttpRequest whole, Response response) {
    FullHttpResponse answer = encoded(response);
    boolean keepAlive = HttpUtil.isKeepAlive(whole);
    HttpUtil.setKeepAlive(answer.headers(), whole.protocolVersion(), keepAlive);
    if (keepAlive) {
      context.write(answer, context.voidPromise());
    } else {
      closing = true;
      context.write(answer).addListener(ChannelFutureListener.CLOSE);
    }
  }

  private void refuse(ChannelHandlerContext context, int status) {
    counters.refused(status);
    counters.responseEncoded(status);
    request = null;
    closing = true;
    dropBody();
    FullHttpResponse answer = encoded(Response.text(status, "refused\n"));
    answer.headers().set(HttpHeaderNames.CONNECTION, "close");
    context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
  }

  private static FullHttpResponse encoded(Response response) {
    ByteBuffer content = response.body();
    FullHttpResponse answer =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(response.status()),
            Unpooled.wrappedBuffer(content.duplicate()),
            UNCHECKED,
            UNCHECKED);
    HttpHeaders headers = answer.headers();
    response.fields().forEach(field -> headers.set(field.name(), field.value()));
    headers.set(HttpHeaderNames.DATE, DateHeader.value(System.nanoTime()));
    headers.setInt(HttpHeaderNames.CONTENT_LENGTH, content.remaining());
    return answer;
  }

  private static int statusOf(Throwable cause) {
    if (cause instanceof TooLongHttpHeaderException) {
      return 431;
    }
    return cause instanceof TooLongFrameException ? 414 : 400;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // Reset by the client, or silent for too long: ends this connection only.
    if (cause instanceof IOException) {
      counters.connectionFailed();
    }
    context.close();
  }
}
