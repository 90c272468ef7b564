package tidings.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The kinds of files that customers can send, and how each begins. */
enum FileType {
  JPEG("image/jpeg", "jpg", "\u00ff\u00d8\u00ff"),
  PNG("image/png", "png", "\u0089PNG\r\n\u001a\n"),
  GIF("image/gif", "gif", "GIF8[79]a"),
  WEBP("image/webp", "webp", "RIFF....WEBP"),
  HEIC("image/heic", "heic", "....ftyp(hei[cxms]|hev[cxms]|mif1|msf1)"),
  PDF("application/pdf", "pdf", "%PDF-"),
  MP4("video/mp4", "mp4", "....ftyp(iso[m2-9]|mp4[12]|avc1|M4V |MSNV|dash)");

  /** The number of bytes by which a file is told. */
  static final int BEGINNING = 16;

  private final String mime;
  private final String extension;
  private final Pattern beginning;

  FileType(String mime, String extension, String beginning) {
    this.mime = mime;
    this.extension = extension;
    this.beginning = Pattern.compile(beginning, Pattern.DOTALL);
  }

  /** The type with this name; empty if it is none of these. */
  static Optional<FileType> of(String mime) {
    return Arrays.stream(values()).filter(type -> type.mime.equals(mime)).findFirst();
  }

  /** The type of a file by its first bytes, whatever it is said to be. */
  static Optional<FileType> of(byte[] file) {
    String start = new String(file, 0, Math.min(file.length, BEGINNING), ISO_8859_1);
    return Arrays.stream(values())
        .filter(type -> type.beginning.matcher(start).lookingAt())
        .findFirst();
  }

  String mime() {
    return mime;
  }

  String extension() {
    return extension;
  }

  boolean isImage() {
    return mime.startsWith("image/");
  }

  /** Genesys' {@code mediaType}. */
  String mediaType() {
    return switch (this) {
      case JPEG, PNG, GIF, WEBP, HEIC -> "Image";
      case MP4 -> "Video";
      case PDF -> "File";
    };
  }
}
