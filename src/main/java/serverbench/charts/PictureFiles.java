package serverbench.charts;

import com.pngencoder.PngEncoder;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.ChartRenderingInfo;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import serverbench.results.WholeFile;

/** Draws a picture as PNG with two pixels a point, and as SVG whose text is text. */
final class PictureFiles {

  private static final int PIXELS_PER_POINT = 2;

  /** Above it, packing takes twice the time and saves a seventh of the bytes. */
  private static final int COMPRESSION = 3;

  private static final String SVG_NAMESPACE = "http://www.w3.org/2000/svg";

  private PictureFiles() {}

  /** The light one, for every place: .png, and an .svg that turns dark with the page. */
  static void write(Picture picture, Path folder) throws IOException {
    WholeFile.write(folder.resolve(picture.name() + ".png"), out -> png(picture, out));
    WholeFile.write(folder.resolve(picture.name() + ".svg"), out -> svg(picture, out));
  }

  /** The dark one: -dark.png, for places that cannot show the SVG. */
  static void writeDark(Picture picture, Path folder) throws IOException {
    WholeFile.write(folder.resolve(picture.name() + "-dark.png"), out -> png(picture, out));
  }

  private static void png(Picture picture, OutputStream out) throws IOException {
    BufferedImage image =
        new BufferedImage(
            picture.width() * PIXELS_PER_POINT,
            picture.height() * PIXELS_PER_POINT,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(PIXELS_PER_POINT, PIXELS_PER_POINT);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    draw(picture, graphics);
    graphics.dispose();
    // In memory first: to a full disk the encoder would throw an unchecked exception.
    byte[] png =
        new PngEncoder()
            .withBufferedImage(image)
            .withCompressionLevel(COMPRESSION)
            .withMultiThreadedCompressionEnabled(false)
            .toBytes();
    out.write(png);
  }

  private static void svg(Picture picture, OutputStream out) throws IOException {
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(emptyDocument());
    context.setComment(null);
    context.setEmbeddedFontsOn(false);
    SVGGraphics2D graphics = new SVGGraphics2D(context, false);
    graphics.setSVGCanvasSize(new Dimension(picture.width(), picture.height()));
    double plotStart = draw(picture, graphics);
    Element root = graphics.getRoot();
    SvgText.adapt(root, picture, plotStart);
    root.setAttribute("viewBox", "0 0 " + picture.width() + " " + picture.height());
    root.setAttribute("role", "img");
    prepend(root, "style", SvgDark.css(root));
    prepend(root, "title", picture.chart().getTitle().getText());
    // Not Batik's own writer: it adds a document type that lies on another machine.
    try {
      TransformerFactory.newInstance()
          .newTransformer()
          .transform(new DOMSource(root), new StreamResult(out));
    } catch (TransformerException e) {
      throw new IOException("cannot write SVG: " + e.getMessage(), e);
    }
  }

  private static void prepend(Element root, String name, String text) {
    Element element = root.getOwnerDocument().createElementNS(SVG_NAMESPACE, name);
    element.setTextContent(text);
    root.insertBefore(element, root.getFirstChild());
  }

  /** Returns where the plot begins, right of its row labels. */
  private static double draw(Picture picture, Graphics2D graphics) {
    ChartRenderingInfo info = new ChartRenderingInfo();
    Rectangle2D area = new Rectangle2D.Double(0, 0, picture.width(), picture.height());
    picture.chart().draw(graphics, area, info);
    return info.getPlotInfo().getDataArea().getMinX();
  }

  private static Document emptyDocument() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(SVG_NAMESPACE, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("this JDK has no XML parser", e);
    }
  }
}
