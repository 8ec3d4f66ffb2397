// The client of the npm package ws: prints what it sees, a line each.
const WebSocket = require('ws');
const [url, scenario] = process.argv.slice(2);
const options = { headers: { 'X-Tck-Scenario': scenario, 'X-Tck-Client': 'ws' } };
const text = 'größer 😀';
const large = 'x'.repeat(60000);
const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
const echoes = [];

const first = new WebSocket(url, ['tck.other', 'tck.v1'], options);
first.on('open', () => {
  console.log('open ' + first.protocol);
  for (const message of [text, '', large, bytes]) first.send(message);
  first.ping('are you there');
});
first.on('pong', (data) => {
  console.log('pong ' + data);
  first.send('close me');
});
first.on('message', (data, isBinary) => {
  echoes.push(isBinary ? data.equals(bytes) : data.toString());
  if (echoes.length === 4) {
    console.log('echoes ' + (JSON.stringify(echoes) === JSON.stringify([text, '', large, true])));
  }
});
first.on('close', (code, reason) => {
  console.log('closed ' + code + ' ' + reason);
  const second = new WebSocket(url, ['tck.v1'], options);
  second.on('open', () => second.close(4002, 'client 😀'));
  second.on('close', (answer) => console.log('closed ' + answer));
});
