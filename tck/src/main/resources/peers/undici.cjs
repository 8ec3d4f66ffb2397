// The client of the npm package undici, which is the browsers' API: prints what it sees, a line each.
const { WebSocket } = require('undici');
const [url, scenario] = process.argv.slice(2);
const options = (protocols) => ({
  protocols,
  headers: { 'X-Tck-Scenario': scenario, 'X-Tck-Client': 'undici' },
});
const text = 'größer 😀';
const large = 'x'.repeat(60000);
const bytes = new Uint8Array(Array.from({ length: 256 }, (_, i) => i));
const echoes = [];

const first = new WebSocket(url, options(['tck.other', 'tck.v1']));
first.binaryType = 'arraybuffer';
first.onopen = () => {
  console.log('open ' + first.protocol);
  for (const message of [text, '', large, bytes]) first.send(message);
};
first.onmessage = ({ data }) => {
  echoes.push(typeof data === 'string' ? data : Buffer.from(data).equals(Buffer.from(bytes)));
  if (echoes.length === 4) {
    console.log('echoes ' + (JSON.stringify(echoes) === JSON.stringify([text, '', large, true])));
    first.send('close me');
  }
};
first.onclose = ({ code, reason }) => {
  console.log('closed ' + code + ' ' + reason);
  const second = new WebSocket(url, options(['tck.v1']));
  second.onopen = () => second.close(4002, 'client 😀');
  second.onclose = (event) => console.log('closed ' + event.code);
};
