package serverbench.http;

/** The request methods that this suite knows (RFC 9110 section 9); any other token is 501. */
public enum Method {
  GET,
  HEAD,
  POST,
  PUT,
  DELETE,
  OPTIONS,
  PATCH,
  TRACE,
  CONNECT
}
