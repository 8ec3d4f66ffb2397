// Shows the endpoints as URLs that can be pasted into a load tool.

for (const element of document.querySelectorAll("[data-endpoint]")) {
  const url = new URL(element.dataset.endpoint, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  element.textContent = url.href;
}
