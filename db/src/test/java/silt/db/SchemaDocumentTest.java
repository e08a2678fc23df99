package silt.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import net.sourceforge.plantuml.FileFormat;
import net.sourceforge.plantuml.FileFormatOption;
import net.sourceforge.plantuml.SourceStringReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * {@code db/SCHEMA.md} and {@code db/schema.svg} are those of this schema; {@code db/write-schema}
 * runs this with {@code SILT_WRITE_SCHEMA=yes} and makes them so. How wide a letter is depends on
 * the fonts of a machine, so the picture is known by the digest of what it was drawn from.
 */
class SchemaDocumentTest {

  private static final Path PAGE = Path.of("SCHEMA.md");
  private static final Path PICTURE = Path.of("schema.svg");
  private static final boolean WRITE = "yes".equals(System.getenv("SILT_WRITE_SCHEMA"));

  private static SchemaDocument document;

  @BeforeAll
  static void aDatabase() {
    document = new SchemaDocument(PrivatePostgres.shared().freshDatabase());
  }

  @Test
  void thePageIsOfThisSchema() throws IOException {
    if (WRITE) {
      Files.writeString(PAGE, document.markdown());
    }
    assertThat(Files.readString(PAGE))
        .as("out of date: run db/write-schema")
        .isEqualTo(document.markdown());
  }

  @Test
  void thePictureIsOfThisSchema() throws IOException, NoSuchAlgorithmException {
    String mark =
        "<!-- drawn from "
            + HexFormat.of()
                .formatHex(
                    MessageDigest.getInstance("SHA-256")
                        .digest(document.diagram().getBytes(StandardCharsets.UTF_8)))
            + " -->\n";
    if (WRITE) {
      System.setProperty("java.awt.headless", "true");
      ByteArrayOutputStream picture = new ByteArrayOutputStream();
      new SourceStringReader(document.diagram())
          .outputImage(picture, new FileFormatOption(FileFormat.SVG, false));
      Files.writeString(PICTURE, picture.toString(StandardCharsets.UTF_8) + "\n" + mark);
    }
    assertThat(Files.readString(PICTURE))
        .as("out of date: run db/write-schema")
        .contains("<svg", "scene_run", mark);
  }
}
