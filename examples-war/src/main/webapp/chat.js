// Enters a room over a WebSocket; announces by an ordinary POST.

const byId = (id) => document.getElementById(id);
const MOST_LINES = 200;

const ui = {
  state: byId("state"),
  enter: byId("enter"),
  name: byId("name"),
  room: byId("room"),
  talk: byId("talk"),
  say: byId("say"),
  text: byId("text"),
  people: byId("people"),
  announce: byId("announce"),
  announcement: byId("announcement"),
  problem: byId("problem"),
};

/** The connection that this window wants to have; one that was given up is another object. */
let socket;
let reconnection;

// The room.

ui.enter.addEventListener("submit", (event) => {
  event.preventDefault();
  remember();
  ui.talk.replaceChildren();
  enter(ui.name.value.trim(), ui.room.value.trim());
  ui.text.focus();
});

function enter(name, room) {
  clearTimeout(reconnection);
  socket?.close(1000);
  const address = new URL(`chat/${encodeURIComponent(room)}`, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  address.searchParams.set("name", name);
  const opened = new WebSocket(address);
  socket = opened;
  show("CONNECTING", "Connecting");
  opened.addEventListener("open", () => show("OPEN", `In ${room} as ${name}`));
  opened.addEventListener("message", (message) => {
    if (socket === opened) {
      take(message.data, name);
    }
  });
  opened.addEventListener("close", () => {
    if (socket === opened) {
      show("CLOSED", "Lost; trying again");
      showPeople([]);
      reconnection = setTimeout(() => enter(name, room), 3000);
    }
  });
}

function show(state, text) {
  ui.state.dataset.state = state;
  ui.state.textContent = text;
  byId("enter-button").textContent = state === "OPEN" ? "Change room" : "Enter";
  ui.say.querySelector("button").setAttribute("aria-disabled", String(state !== "OPEN"));
}

/** A reload keeps the name and the room, each window its own. */
function remember() {
  sessionStorage.setItem("name", ui.name.value);
  sessionStorage.setItem("room", ui.room.value);
}

ui.name.value = sessionStorage.getItem("name") ?? "";
ui.room.value = sessionStorage.getItem("room") ?? ui.room.value;

// The talk.

function take(message, myName) {
  const [kind, who, ...rest] = message.split("\n");
  const text = rest.join("\n");
  if (kind === "PEOPLE") {
    showPeople(text.split("\n"));
  } else if (kind === "SAID") {
    add(who === myName ? "said mine" : "said", who, text);
  } else if (kind === "ANNOUNCED") {
    add("announced", "To every room: ", text);
  } else {
    add("event", "", `${who} ${kind === "JOINED" ? "has entered" : "has left"}`);
  }
}

function add(className, heading, text) {
  const follow = ui.talk.scrollHeight - ui.talk.scrollTop - ui.talk.clientHeight < 40;
  const line = document.createElement("p");
  line.className = className;
  if (heading !== "") {
    const who = document.createElement("b");
    who.textContent = heading;
    line.append(who, document.createElement("wbr"));
  }
  line.append(text);
  ui.talk.append(line);
  while (ui.talk.childElementCount > MOST_LINES) {
    ui.talk.firstElementChild.remove();
  }
  // Whoever reads further up is left there.
  if (follow) {
    ui.talk.scrollTop = ui.talk.scrollHeight;
  }
}

function showPeople(names) {
  ui.people.replaceChildren(
    ...names.map((name) => {
      const item = document.createElement("li");
      item.textContent = name;
      return item;
    }),
  );
  byId("nobody").hidden = names.length > 0;
}

ui.say.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = ui.text.value.trim();
  if (text !== "" && socket?.readyState === WebSocket.OPEN) {
    socket.send(text);
    ui.text.value = "";
  }
});

// The announcement.

ui.announce.addEventListener("submit", async (event) => {
  event.preventDefault();
  ui.problem.textContent = "";
  try {
    const response = await fetch("announcements", {
      method: "POST",
      headers: { "Content-Type": "text/plain;charset=UTF-8" },
      body: ui.announcement.value,
    });
    if (response.ok) {
      ui.announcement.value = "";
    } else {
      ui.problem.textContent = await response.text();
    }
  } catch {
    ui.problem.textContent = "The server does not answer. Try again in a moment.";
  }
});
