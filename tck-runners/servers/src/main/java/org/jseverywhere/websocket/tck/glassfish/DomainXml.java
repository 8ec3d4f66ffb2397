package org.jseverywhere.websocket.tck.glassfish;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The configuration of a domain, edited before the domain is started. */
final class DomainXml {

  private static final String CONFIG = "/domain/configs/config[@name='server-config']";

  /** Payara's, which GlassFish has not. */
  private static final String DATA_GRID = CONFIG + "/hazelcast-config-specific-configuration";

  private final Document document;
  private final XPath xpath = XPathFactory.newInstance().newXPath();

  private DomainXml(Document document) {
    this.document = document;
  }

  /**
   * Leaves two listeners, both on the loopback address, and switches off what would listen besides:
   * the data grid, the message broker, IIOP, JMX, HTTPS, the remote OSGi shell, H2's server. An
   * application's roles are the groups of the same names.
   */
  static void adapt(Path file, int httpPort, int adminPort) throws Exception {
    DomainXml domain =
        new DomainXml(
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()));
    domain.set(CONFIG + "//network-listener", "address", "127.0.0.1");
    domain.set(CONFIG + "//network-listener[@name='http-listener-1']", "port", "" + httpPort);
    domain.set(CONFIG + "//network-listener[@name='http-listener-2']", "enabled", "false");
    domain.set(CONFIG + "//network-listener[@name='admin-listener']", "port", "" + adminPort);
    domain.set(CONFIG + "//iiop-listener", "enabled", "false");
    domain.set(CONFIG + "//jmx-connector", "enabled", "false");
    domain.set(CONFIG + "/security-service", "activate-default-principal-to-role-mapping", "true");
    domain.replaceText(
        CONFIG + "//jvm-options[starts-with(., '-Dorg.glassfish.additionalOSGiBundlesToStart=')]",
        "-Dorg.glassfish.additionalOSGiBundlesToStart=");
    domain.disableMessageBroker();
    if (domain.isPayara()) {
      domain.set(DATA_GRID, "enabled", "false");
      domain.set(
          "/domain/resources/jdbc-connection-pool[@name='__TimerPool']/property[@name='URL']",
          "value",
          "jdbc:h2:${com.sun.aas.instanceRoot}/lib/databases/ejbtimer");
      domain.set(
          "/domain/resources/jdbc-connection-pool[@name='H2Pool']/property[@name='URL']",
          "value",
          "jdbc:h2:${com.sun.aas.instanceRoot}/lib/databases/embedded_default");
    }
    TransformerFactory.newInstance()
        .newTransformer()
        .transform(new DOMSource(domain.document), new StreamResult(file.toFile()));
  }

  private boolean isPayara() throws XPathExpressionException {
    return !all(DATA_GRID).isEmpty();
  }

  /** A domain without an entry for the broker has one that is bound to all addresses. */
  private void disableMessageBroker() throws XPathExpressionException {
    String path = CONFIG + "/jms-service";
    if (all(path).isEmpty()) {
      Element service = document.createElement("jms-service");
      service.setAttribute("default-jms-host", "default_JMS_host");
      find(CONFIG).get(0).appendChild(service);
    }
    set(path, "type", "DISABLED");
  }

  private void set(String path, String attribute, String value) throws XPathExpressionException {
    for (Element element : find(path)) {
      element.setAttribute(attribute, value);
    }
  }

  private void replaceText(String path, String text) throws XPathExpressionException {
    for (Element element : find(path)) {
      element.setTextContent(text);
    }
  }

  private List<Element> find(String path) throws XPathExpressionException {
    List<Element> found = all(path);
    if (found.isEmpty()) {
      throw new IllegalStateException(
          "Nothing at %s in domain.xml; adapt this to the server's version".formatted(path));
    }
    return found;
  }

  private List<Element> all(String path) throws XPathExpressionException {
    NodeList nodes = (NodeList) xpath.evaluate(path, document, XPathConstants.NODESET);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }
}
