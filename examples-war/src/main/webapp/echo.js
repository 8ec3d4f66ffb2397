// Sends to /echo and shows what comes back; asks /echo-info what the server knows of this page.

const byId = (id) => document.getElementById(id);
const MOST_ROWS = 50;
const COOKIE = "websocket-example=yes";

const ui = {
  state: byId("state"),
  connection: byId("connection"),
  form: byId("form"),
  message: byId("message"),
  problem: byId("problem"),
  send: byId("send"),
  trips: byId("trips"),
  last: byId("last"),
};

let socket;
/** What is on its way; a server that echoes answers in the order of the questions. */
let pending = [];

function url(path) {
  const address = new URL(path, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  return address.href;
}

// The connection.

function connect() {
  const opened = new WebSocket(url("echo"));
  opened.binaryType = "arraybuffer";
  socket = opened;
  pending = [];
  show("CONNECTING", "Connecting");
  opened.addEventListener("open", () => show("OPEN", "Connected"));
  opened.addEventListener("message", (event) => received(event.data));
  opened.addEventListener("close", (event) => {
    if (socket === opened) {
      show("CLOSED", `Closed (${event.code})`);
    }
  });
}

function show(state, text) {
  ui.state.dataset.state = state;
  ui.state.textContent = text;
  ui.connection.textContent = state === "CLOSED" ? "Connect" : "Disconnect";
  // Not "disabled": a button that has the focus must not lose it.
  ui.send.setAttribute("aria-disabled", String(state !== "OPEN"));
}

ui.connection.addEventListener("click", () => {
  if (socket.readyState >= WebSocket.CLOSING) {
    connect();
  } else {
    socket.close(1000);
  }
});

// Sending.

function kind() {
  return new FormData(ui.form).get("kind");
}

function bytes(hexadecimal) {
  const digits = hexadecimal.replace(/[\s,]|0x/gi, "");
  if (/[^0-9a-f]/i.test(digits) || digits.length % 2 === 1) {
    return undefined;
  }
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

ui.form.addEventListener("submit", (event) => {
  event.preventDefault();
  const message = kind() === "text" ? ui.message.value : bytes(ui.message.value);
  if (message === undefined) {
    complain("Bytes are pairs of the digits 0 to 9 and a to f, such as 00 ff 10.");
  } else if (socket.readyState !== WebSocket.OPEN) {
    complain("There is no connection. Press Connect first.");
  } else {
    complain("");
    pending.push({ message, since: performance.now() });
    socket.send(message);
  }
});

function complain(text) {
  ui.problem.textContent = text;
  ui.message.setAttribute("aria-invalid", String(text !== ""));
}

ui.message.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    ui.form.requestSubmit();
  }
});

const drafts = { text: ui.message.value, binary: "00 01 7f 80 ff" };
let drafting = "text";

for (const radio of ui.form.elements.kind) {
  radio.addEventListener("change", () => {
    drafts[drafting] = ui.message.value;
    drafting = kind();
    ui.message.value = drafts[drafting];
    const text = drafting === "text";
    ui.message.className = text ? "" : "mono";
    byId("message-label").textContent = text ? "Text" : "Bytes";
    byId("hint").textContent = text
      ? "Any text; it travels as UTF-8."
      : "In hexadecimal, two digits each; spaces do not matter.";
    complain("");
  });
}

// What comes back.

function received(data) {
  const took = performance.now() - (pending.shift()?.since ?? performance.now());
  const text = typeof data === "string";
  const size = text ? new TextEncoder().encode(data).length : data.byteLength;
  const content = text ? data : hexadecimal(data);
  const row = ui.trips.insertRow(0);
  for (const value of [text ? "Text" : "Binary", content || "(empty)", size, `${took.toFixed(1)} ms`]) {
    row.insertCell().textContent = value;
  }
  row.cells[1].className = "mono";
  row.cells[2].className = "number";
  row.cells[3].className = "number";
  if (ui.trips.rows.length > MOST_ROWS) {
    ui.trips.deleteRow(-1);
  }
  ui.last.textContent = `${text ? "Text" : "Binary"} came back: ${shortened(content) || "empty"}`;
  showTable();
}

function hexadecimal(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

function shortened(content) {
  return content.length > 80 ? `${content.slice(0, 80)} and so on` : content;
}

function showTable() {
  const empty = ui.trips.rows.length === 0;
  byId("none").hidden = !empty;
  byId("trips-scroll").hidden = empty;
}

byId("clear").addEventListener("click", () => {
  ui.trips.replaceChildren();
  ui.last.textContent = "Cleared";
  showTable();
});

// The facts.

function ask() {
  const info = new WebSocket(url("echo-info"), "facts");
  info.addEventListener("message", (event) => {
    for (const line of event.data.split("\n")) {
      const [name, value] = line.split("\t");
      tell(name, value);
    }
    info.close(1000);
  });
}

function tell(name, value) {
  const place = document.querySelector(`[data-fact="${name}"]`);
  if (place !== null) {
    place.textContent = name === "cookies" ? cookies(Number(value)) : value || "none";
  }
}

function cookies(count) {
  if (count === 0) {
    return "not present";
  }
  return `present (${count}); the values stay with the server`;
}

function hasCookie() {
  return document.cookie.includes(COOKIE);
}

function nameCookieButton() {
  byId("cookie").textContent = hasCookie() ? "Remove the cookie and ask again" : "Set a cookie and ask again";
}

byId("cookie").addEventListener("click", () => {
  document.cookie = `${COOKIE}; SameSite=Strict; Max-Age=${hasCookie() ? 0 : 3600}`;
  nameCookieButton();
  ask();
});

nameCookieButton();
connect();
ask();
