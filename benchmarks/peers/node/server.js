"use strict";
// Echo and broadcast by ws: node server.js --port NUMBER, until the standard input ends.
// The modules are where run.sh has put them: NODE_PATH.
const { createServer } = require("node:http");
const { WebSocketServer } = require("ws");

const port = Number(process.argv[process.argv.indexOf("--port") + 1]);
const options = { noServer: true, perMessageDeflate: false };
const echo = new WebSocketServer(options);
const broadcast = new WebSocketServer(options);

echo.on("connection", (client) => {
  client.on("error", () => {});
  client.on("message", (data) => client.send(data.toString()));
});

broadcast.on("connection", (client) => {
  client.on("error", () => {});
  client.on("message", (data) => {
    // A buffer, so that the string is encoded once, as the manual of ws does it.
    for (const each of broadcast.clients) {
      each.send(data, { binary: false });
    }
  });
});

const http = createServer();
http.on("upgrade", (request, socket, head) => {
  const server = request.url === "/broadcast" ? broadcast : echo;
  server.handleUpgrade(request, socket, head, (client) => server.emit("connection", client, request));
});
http.listen(port, "127.0.0.1", 4096, () => console.log(`READY ${port}`));

process.stdin.on("end", () => process.exit(0));
process.stdin.resume();
