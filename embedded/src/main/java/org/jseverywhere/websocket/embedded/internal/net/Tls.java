package org.jseverywhere.websocket.embedded.internal.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.glassfish.grizzly.ssl.SSLEngineConfigurator;

/** TLS with the server's key from Java's standard system properties. */
final class Tls {

  private static final String KEY_STORE = "javax.net.ssl.keyStore";

  private Tls() {}

  /** Reads the key store now, not once for ever as the default context of Java would. */
  static SSLEngineConfigurator fromSystemProperties() throws IOException {
    String file = System.getProperty(KEY_STORE, "");
    if (file.isEmpty()) {
      throw new IOException(
          "wss needs a key: set the system properties "
              + KEY_STORE
              + " and "
              + KEY_STORE
              + "Password, or use ws behind a proxy that ends TLS");
    }
    char[] password = System.getProperty(KEY_STORE + "Password", "").toCharArray();
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      KeyStore keys =
          KeyStore.getInstance(System.getProperty(KEY_STORE + "Type", KeyStore.getDefaultType()));
      keys.load(in, password);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(keys, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), null, null);
      return new SSLEngineConfigurator(context, false, false, false);
    } catch (IOException | GeneralSecurityException e) {
      throw new IOException(
          "the key store \""
              + file
              + "\" of the system property "
              + KEY_STORE
              + " cannot be read ("
              + e
              + "); check the file, "
              + KEY_STORE
              + "Password and "
              + KEY_STORE
              + "Type",
          e);
    }
  }
}
