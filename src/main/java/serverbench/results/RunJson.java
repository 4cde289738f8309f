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

/**
 * run.json: a {@link Run} as JSON, instants as ISO-8601 text. Fields that this version does not
 * know are passed over, so that a run of a slightly newer suite can still be shown.
 */
final class RunJson {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(instants())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          // A number that is missing must not become 0 requests per second.
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RunJson() {}

  static void write(Run run, OutputStream out) throws IOException {
    writeAny(run, out);
  }

  /** Any of the records of this package, in the same form. */
  static void writeAny(Record record, OutputStream out) throws IOException {
    JSON.writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET).writeValue(out, record);
    out.write('\n');
  }

  /**
   * @throws IOException with one line: file, place, what is wrong
   */
  static Run read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": no such file");
    }
    if (Files.size(file) == 0) {
      throw new IOException(file + ": is empty");
    }
    try {
      requireKnownVersion(file);
      Run run = JSON.readValue(file.toFile(), Run.class);
      if (run == null) {
        throw new IOException(file + ": is no run of this suite");
      }
      run = OlderSchema.upgraded(run);
      String missing = RunCheck.firstDefect(run);
      if (missing != null) {
        throw new IOException(file + ": " + missing);
      }
      return run;
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": " + oneLine(e), e);
    }
  }

  /** Before anything else is read: a newer format may differ in every other field. */
  private static void requireKnownVersion(Path file) throws IOException {
    try (JsonParser parser = JSON.createParser(file.toFile())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException(file + ": is no run of this suite (no JSON object)");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        if (field.equals("schemaVersion") && value == JsonToken.VALUE_NUMBER_INT) {
          int version = parser.getIntValue();
          if (version > Run.SCHEMA_VERSION) {
            throw new IOException(
                file
                    + ": written by a newer version of the suite (schema "
                    + version
                    + ", this one reads up to "
                    + Run.SCHEMA_VERSION
                    + ")");
          }
          return;
        }
        parser.skipChildren();
      }
      throw new IOException(file + ": is no run of this suite (no schemaVersion)");
    }
  }

  private static String oneLine(JsonProcessingException e) {
    return place(e.getLocation()) + pathOf(e) + what(e);
  }

  /** Jackson's own words, but for the two cases that people meet. */
  private static String what(JsonProcessingException e) {
    String message = e.getOriginalMessage().lines().findFirst().orElse("");
    if (message.startsWith("Unexpected end-of-input")) {
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
