package serverbench.results;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Records with a {@code schemaVersion} as JSON files, instants as ISO-8601 text. Fields that this
 * version does not know are passed over, so that what a slightly newer suite wrote can still be
 * shown.
 */
public final class RecordJson {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(instants())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          // A number that is missing must not become 0 requests per second.
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** What the parser says of a file that ends within true, false or null. */
  private static final Pattern CUT_LITERAL =
      Pattern.compile("^Unrecognized token '(t|tr|tru|f|fa|fal|fals|n|nu|nul)'");

  private RecordJson() {}

  /** Writes it with its line end; leaves the stream open. */
  public static void write(Object record, OutputStream out) throws IOException {
    JSON.writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET).writeValue(out, record);
    out.write('\n');
  }

  /** The record in one line, without its line end. */
  public static String line(Object record) {
    try {
      return JSON.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a record of plain data: " + record.getClass(), e);
    }
  }

  /**
   * Reads a file that {@link #write} wrote.
   *
   * @param newest version of the schema that this code knows
   * @param what it should be, for people: "run"
   * @throws IOException with one line: file, place, what is wrong
   */
  public static <T> T read(Path file, Class<T> type, int newest, String what) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": no such file");
    }
    if (Files.size(file) == 0) {
      throw new IOException(file + ": is empty");
    }
    try {
      requireKnownVersion(file, newest, what);
      T record = JSON.readValue(file.toFile(), type);
      if (record == null) {
        throw new IOException(file + ": is no " + what + " of this suite");
      }
      return record;
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": " + oneLine(e), e);
    }
  }

  /**
   * Reads what {@link #line} wrote.
   *
   * @throws IOException with one line: place, what is wrong
   */
  public static <T> T readLine(String line, Class<T> type) throws IOException {
    try {
      T record = JSON.readValue(line, type);
      if (record == null) {
        throw new IOException("holds nothing");
      }
      return record;
    } catch (JsonProcessingException e) {
      throw new IOException(oneLine(e), e);
    }
  }

  /** Before anything else is read: a newer format may differ in every other field. */
  private static void requireKnownVersion(Path file, int newest, String what) throws IOException {
    try (JsonParser parser = JSON.createParser(file.toFile())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException(file + ": is no " + what + " of this suite (no JSON object)");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        if (field.equals("schemaVersion") && value == JsonToken.VALUE_NUMBER_INT) {
          int version = parser.getIntValue();
          if (version > newest) {
            throw new IOException(
                file
                    + ": written by a newer version of the suite (schema "
                    + version
                    + ", this one reads up to "
                    + newest
                    + ")");
          }
          return;
        }
        parser.skipChildren();
      }
      throw new IOException(file + ": is no " + what + " of this suite (no schemaVersion)");
    }
  }

  private static String oneLine(JsonProcessingException e) {
    return place(e.getLocation()) + pathOf(e) + what(e);
  }

  /** Jackson's own words, but for the two cases that people meet. */
  private static String what(JsonProcessingException e) {
    String message = e.getOriginalMessage().lines().findFirst().orElse("");
    if (message.startsWith("Unexpected end-of-input") || CUT_LITERAL.matcher(message).find()) {
      return "cut short, the end of the file is missing";
    }
    return message.startsWith("Cannot map `null` into") ? "is missing" : message;
  }

  private static String place(JsonLocation at) {
    return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
  }

  /** "forks[3].throughput: " */
  private static String pathOf(JsonProcessingException e) {
    if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
      return "";
    }
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : mapping.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.append(": ").toString();
  }

  private static SimpleModule instants() {
    return new SimpleModule()
        .addSerializer(Instant.class, ToStringSerializer.instance)
        .addDeserializer(Instant.class, new InstantFromText());
  }

  @SuppressWarnings("serial")
  private static final class InstantFromText extends StdScalarDeserializer<Instant> {
    InstantFromText() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = parser.getText();
      try {
        return Instant.parse(text);
      } catch (DateTimeException e) {
        throw context.weirdStringException(text, Instant.class, "no ISO-8601 instant");
      }
    }
  }
}
