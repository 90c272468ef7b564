package tidings.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tidings.message.MessageJson;

/**
 * Reads items of a table, as plain JSON: from DynamoDB's export to S3 (developer guide, "DynamoDB
 * table export output format", DYNAMODB_JSON) or from the table itself.
 */
final class Export {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Export() {}

  /**
   * Every item of a file, or of all data files in a folder.
   *
   * @param broken told of lines that are no item, by file and line
   * @throws Misuse if it cannot be read
   */
  static void read(Path path, Consumer<JsonNode> items, Consumer<String> broken) {
    try {
      for (Path file : files(path)) {
        readFile(file, items, broken);
      }
    } catch (IOException e) {
      throw new Misuse("%s cannot be read: %s".formatted(path, e.getClass().getSimpleName()));
    }
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> files =
          all.filter(file -> file.toString().matches(".*\\.json(\\.gz)?"))
              .filter(file -> !file.getFileName().toString().startsWith("manifest-"))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new Misuse("the folder %s holds no .json or .json.gz".formatted(path));
      }
      return files;
    }
  }

  private static void readFile(Path file, Consumer<JsonNode> items, Consumer<String> broken)
      throws IOException {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(unpacked(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank()) {
          readLine(line, items, () -> file.getFileName() + ":", number, broken);
        }
      }
    }
  }

  private static void readLine(
      String line,
      Consumer<JsonNode> items,
      java.util.function.Supplier<String> file,
      int number,
      Consumer<String> broken) {
    try {
      JsonNode item = MessageJson.read(line, JsonNode.class).path("Item");
      if (item.isObject()) {
        items.accept(plainMap(item));
        return;
      }
    } catch (MessageJson.Unreadable _) {
      broken.accept(file.get() + number);
      return;
    }
    broken.accept(file.get() + number);
  }

  /** Told by its first bytes, whatever the name. */
  private static InputStream unpacked(InputStream in) throws IOException {
    var peeked = new PushbackInputStream(in, 2);
    byte[] magic = peeked.readNBytes(2);
    peeked.unread(magic);
    boolean gzip = magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
    return gzip ? new GZIPInputStream(peeked) : peeked;
  }

  /** Every item of a table, page after page. */
  static void scan(DynamoDbClient dynamo, String table, Consumer<JsonNode> items) {
    dynamo
        .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
        .items()
        .forEach(item -> items.accept(plain(item)));
  }

  private static ObjectNode plainMap(JsonNode typed) {
    ObjectNode map = NODES.objectNode();
    typed.properties().forEach(field -> map.set(field.getKey(), plain(field.getValue())));
    return map;
  }

  private static JsonNode plain(JsonNode typed) {
    if (typed.has("M")) {
      return plainMap(typed.get("M"));
    }
    if (typed.has("L")) {
      ArrayNode list = NODES.arrayNode();
      typed.get("L").forEach(element -> list.add(plain(element)));
      return list;
    }
    if (typed.has("BOOL")) {
      return typed.get("BOOL");
    }
    JsonNode text = typed.has("S") ? typed.get("S") : typed.path("N");
    return text.isTextual() ? text : NODES.nullNode();
  }

  private static ObjectNode plain(Map<String, AttributeValue> item) {
    ObjectNode map = NODES.objectNode();
    item.forEach((name, value) -> map.set(name, plain(value)));
    return map;
  }

  private static JsonNode plain(AttributeValue value) {
    return switch (value.type()) {
      case S -> NODES.textNode(value.s());
      case N -> NODES.textNode(value.n());
      case BOOL -> NODES.booleanNode(value.bool());
      case M -> plain(value.m());
      case L -> {
        ArrayNode list = NODES.arrayNode();
        value.l().forEach(element -> list.add(plain(element)));
        yield list;
      }
      case B, SS, NS, BS, NUL, UNKNOWN_TO_SDK_VERSION -> NODES.nullNode();
    };
  }
}
