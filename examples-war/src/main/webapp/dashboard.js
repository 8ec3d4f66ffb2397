// Asks for a snapshot of all servers, draws it, and asks for the next one.

const byId = (id) => document.getElementById(id);
const svg = (name, attributes) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  return element;
};

const INTERVAL = 500;
const SAMPLES = 120;
const FEWEST_SAMPLES = 20;
const COLOURS = 6;
/** Dashes tell the lines apart for those who do not see the colours. */
const DASHES = ["none", "7 4", "2 4", "12 4 2 4", "4 3", "14 5"];
/** How much waits for a client when its box is full: the default limit of the library. */
const FULL = 1024 * 1024;

let socket;
let paused = false;
let previous;
/** By id or url of a server: its place in the legend, and its rates, oldest first. */
const history = new Map();
let announcedPorts;

// The connection.

function connect() {
  const address = new URL("dashboard", location.href);
  address.protocol = address.protocol.replace("http", "ws");
  socket = new WebSocket(address);
  previous = undefined;
  show("CONNECTING", "Connecting");
  socket.addEventListener("open", () => {
    show("OPEN", "Live");
    ask();
  });
  socket.addEventListener("message", (event) => {
    if (!paused) {
      take(JSON.parse(event.data));
    }
    setTimeout(ask, INTERVAL);
  });
  socket.addEventListener("close", () => {
    show("CLOSED", "Lost; trying again");
    setTimeout(connect, 3000);
  });
}

function ask() {
  if (socket.readyState === WebSocket.OPEN) {
    socket.send("next");
  }
}

function show(state, text) {
  byId("state").dataset.state = state;
  byId("state").textContent = text;
}

byId("pause").addEventListener("click", () => {
  paused = !paused;
  byId("pause").setAttribute("aria-pressed", String(paused));
  if (socket.readyState === WebSocket.OPEN) {
    show("OPEN", paused ? "Paused" : "Live");
  }
});

// From counters to rates.

function take(snapshot) {
  const seconds = previous ? (snapshot.nanos - previous.nanos) / 1e9 : 0;
  const before = new Map(previous?.servers.map((server) => [server.url, server]));
  for (const server of snapshot.servers) {
    const earlier = before.get(server.url);
    const ports = new Map(earlier?.ports.map((port) => [port.number, port]));
    server.rate = rate(earlier, server, seconds);
    for (const port of server.ports) {
      port.rate = rate(ports.get(port.number), port, seconds);
    }
    remember(server);
  }
  previous = snapshot;
  draw(snapshot.servers);
}

function rate(earlier, now, seconds) {
  return earlier && seconds > 0 ? Math.max(0, now.received - earlier.received) / seconds : 0;
}

function remember(server) {
  const series = history.get(server.url) ?? { place: history.size, name: nameOf(server), rates: [] };
  series.rates.push(server.rate);
  if (series.rates.length > SAMPLES) {
    series.rates.shift();
  }
  history.set(server.url, series);
}

function nameOf(server) {
  return server.id ?? server.url;
}

// Drawing.

function draw(servers) {
  const clients = sum(servers, (server) => server.all);
  byId("servers-count").textContent = servers.length;
  byId("ports-count").textContent = clients.toLocaleString("en");
  byId("rate").textContent = number(sum(servers, (server) => server.rate));
  byId("waiting").textContent = sum(servers, (server) => server.bufferedAmount).toLocaleString("en");
  byId("refused").textContent = sum(servers, (server) => server.refused).toLocaleString("en");
  byId("evicted").textContent = sum(servers, (server) => server.evicted).toLocaleString("en");
  drawChart();
  drawLegend();
  drawServers(servers);
  drawTable(servers);
  tellNews(clients);
}

function sum(items, value) {
  return items.reduce((total, item) => total + value(item), 0);
}

function number(value) {
  return value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 1 : 0 });
}

function drawChart() {
  const chart = byId("chart");
  const { width, height } = chart.getBoundingClientRect();
  const box = { left: 44, right: width - 6, top: 8, bottom: height - 22 };
  const all = [...history.values()];
  const top = ceiling(Math.max(4, ...all.flatMap((series) => series.rates)));
  const span = Math.max(FEWEST_SAMPLES, ...all.map((series) => series.rates.length)) - 1;
  const x = (sample) => box.right - (sample * (box.right - box.left)) / span;
  const y = (value) => box.bottom - (value * (box.bottom - box.top)) / top;
  chart.setAttribute("viewBox", `0 0 ${width} ${height}`);
  chart.replaceChildren(...axes(box, top, y, span), ...all.map((series) => line(series, x, y)));
  byId("chart-text").textContent = all
    .map((series) => {
      const most = number(Math.max(...series.rates));
      return `${series.name}: ${number(series.rates.at(-1))} now, at most ${most}.`;
    })
    .join(" ");
}

function axes(box, top, y, span) {
  const parts = [];
  for (const value of [0, top / 2, top]) {
    parts.push(svg("line", { class: "axis", x1: box.left, x2: box.right, y1: y(value), y2: y(value) }));
    const label = svg("text", { x: box.left - 8, y: y(value) + 4, "text-anchor": "end" });
    label.textContent = number(value);
    parts.push(label);
  }
  for (const [text, place, anchor] of [
    [`${Math.round((span * INTERVAL) / 1000)} s ago`, box.left, "start"],
    ["now", box.right, "end"],
  ]) {
    const label = svg("text", { x: place, y: box.bottom + 17, "text-anchor": anchor });
    label.textContent = text;
    parts.push(label);
  }
  return parts;
}

/** The next of 1, 2 and 5 times a power of ten, so that the labels are round. */
function ceiling(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((factor) => factor * power).find((round) => round >= value);
}

function line(series, x, y) {
  const newest = series.rates.length - 1;
  const points = series.rates.map((value, index) => `${x(newest - index).toFixed(1)},${y(value).toFixed(1)}`);
  return svg("polyline", { points: points.join(" "), ...look(series.place) });
}

function look(place) {
  return {
    class: `series-${(place % COLOURS) + 1}`,
    "stroke-dasharray": DASHES[place % COLOURS],
  };
}

function key(place) {
  const picture = svg("svg", { viewBox: "0 0 32 12", "aria-hidden": "true", focusable: "false" });
  picture.append(svg("line", { x1: 0, x2: 32, y1: 6, y2: 6, "stroke-width": 3, ...look(place) }));
  return picture;
}

function drawLegend() {
  const legend = byId("legend");
  if (legend.childElementCount === history.size) {
    return;
  }
  legend.replaceChildren(
    ...[...history.values()].map((series) => {
      const item = document.createElement("li");
      item.append(key(series.place), series.name);
      return item;
    }),
  );
}

/** Cards stay where they are and change what they show, so that nothing jumps. */
const cards = new Map();

function drawServers(servers) {
  for (const url of [...cards.keys()].filter((url) => !servers.some((server) => server.url === url))) {
    cards.get(url).root.remove();
    cards.delete(url);
  }
  for (const server of servers) {
    const card = cards.get(server.url) ?? newCard(server);
    card.state.dataset.state = server.state;
    card.state.textContent = server.state;
    card.text.textContent = summary(server);
    drawPorts(card.picture, server);
  }
}

function newCard(server) {
  const root = document.createElement("section");
  root.className = "card";
  const head = document.createElement("div");
  head.className = "card-head";
  const title = document.createElement("h3");
  title.id = `server-${history.get(server.url).place}`;
  title.textContent = nameOf(server);
  const state = document.createElement("span");
  state.className = "pill";
  head.append(title, state);
  const url = document.createElement("code");
  url.textContent = server.url;
  const picture = svg("svg", { class: "ports", role: "img", "aria-labelledby": title.id });
  const text = document.createElement("p");
  text.className = "note";
  text.id = `${title.id}-text`;
  picture.setAttribute("aria-describedby", text.id);
  root.setAttribute("aria-labelledby", title.id);
  root.append(head, url, picture, text);
  byId("servers").append(root);
  const card = { root, state, picture, text };
  cards.set(server.url, card);
  return card;
}

function summary(server) {
  const clients = server.all === 1 ? "1 client" : `${server.all} clients`;
  const received = `${number(server.rate)} messages a second, ${server.received.toLocaleString("en")} so far`;
  return `${clients}, ${server.bufferedAmount.toLocaleString("en")} bytes waiting\n${received}`;
}

function drawPorts(picture, server) {
  const columns = 8;
  const rows = Math.max(1, Math.ceil(server.ports.length / columns));
  picture.setAttribute("viewBox", `0 0 ${columns * 36} ${rows * 30}`);
  if (server.ports.length === 0) {
    picture.replaceChildren(svg("rect", { class: "slot", x: 1, y: 1, width: 32, height: 26, rx: 6 }));
    return;
  }
  picture.replaceChildren(
    ...server.ports.map((port, index) => {
      const box = svg("g", {
        transform: `translate(${(index % columns) * 36 + 1} ${Math.floor(index / columns) * 30 + 1})`,
      });
      const busy = port.rate > 0 ? " busy" : "";
      const label = svg("text", { x: 16, y: 16.5 });
      label.textContent = port.number;
      const waiting = 26 * Math.min(1, port.bufferedAmount / FULL);
      box.append(
        svg("rect", { class: `port ${port.state}${busy}`, width: 32, height: 26, rx: 6 }),
        svg("rect", { class: "waiting", x: 0, y: 26 - waiting, width: 32, height: waiting }),
        label,
      );
      return box;
    }),
  );
}

function drawTable(servers) {
  const rows = servers.flatMap((server) => server.ports.map((port) => cells(server, port)));
  byId("clients").replaceChildren(...rows);
  const hidden = sum(servers, (server) => server.all - server.ports.length);
  byId("more").hidden = hidden === 0;
  byId("more").textContent = `And ${hidden.toLocaleString("en")} more, which are counted but not listed.`;
}

function cells(server, port) {
  const row = document.createElement("tr");
  const values = [
    port.number,
    nameOf(server),
    port.state,
    port.received.toLocaleString("en"),
    number(port.rate),
    port.bufferedAmount.toLocaleString("en"),
    port.remoteURI,
  ];
  values.forEach((value, column) => {
    const cell = row.insertCell();
    cell.textContent = value;
    cell.className = column >= 3 && column <= 5 ? "number" : column === 6 ? "mono" : "";
  });
  return row;
}

/** Only what changes seldom is read out; the rest would never stop. */
function tellNews(clients) {
  if (clients !== announcedPorts) {
    announcedPorts = clients;
    byId("news").textContent = clients === 1 ? "1 client is connected" : `${clients} clients are connected`;
  }
}

connect();
