package org.jseverywhere.websocket.tck.payara;

import java.nio.file.Path;
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

/** The configuration of a Payara domain, edited before the domain is started. */
final class DomainXml {

  private static final String CONFIG = "/domain/configs/config[@name='server-config']";

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
    domain.set(CONFIG + "/hazelcast-config-specific-configuration", "enabled", "false");
    domain.set(CONFIG + "/security-service", "activate-default-principal-to-role-mapping", "true");
    domain.disableMessageBroker();
    domain.replaceText(
        CONFIG + "//jvm-options[starts-with(., '-Dorg.glassfish.additionalOSGiBundlesToStart=')]",
        "-Dorg.glassfish.additionalOSGiBundlesToStart=");
    domain.set(
        "/domain/resources/jdbc-connection-pool[@name='__TimerPool']/property[@name='URL']",
        "value",
        "jdbc:h2:${com.sun.aas.instanceRoot}/lib/databases/ejbtimer");
    domain.set(
        "/domain/resources/jdbc-connection-pool[@name='H2Pool']/property[@name='URL']",
        "value",
        "jdbc:h2:${com.sun.aas.instanceRoot}/lib/databases/embedded_default");
    TransformerFactory.newInstance()
        .newTransformer()
        .transform(new DOMSource(domain.document), new StreamResult(file.toFile()));
  }

  /** The domain has no entry for the broker, which means one that is bound to all addresses. */
  private void disableMessageBroker() throws XPathExpressionException {
    Element service = document.createElement("jms-service");
    service.setAttribute("type", "DISABLED");
    service.setAttribute("default-jms-host", "default_JMS_host");
    find(CONFIG).item(0).appendChild(service);
  }

  private void set(String path, String attribute, String value) throws XPathExpressionException {
    NodeList elements = find(path);
    for (int i = 0; i < elements.getLength(); i++) {
      ((Element) elements.item(i)).setAttribute(attribute, value);
    }
  }

  private void replaceText(String path, String text) throws XPathExpressionException {
    NodeList elements = find(path);
    for (int i = 0; i < elements.getLength(); i++) {
      elements.item(i).setTextContent(text);
    }
  }

  private NodeList find(String path) throws XPathExpressionException {
    NodeList found = (NodeList) xpath.evaluate(path, document, XPathConstants.NODESET);
    if (found.getLength() == 0) {
      throw new IllegalStateException(
          "Nothing at %s in Payara's domain.xml; adapt this to the server's version"
              .formatted(path));
    }
    return found;
  }
}
