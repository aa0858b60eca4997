// node webhooks.mjs ENDPOINT EVENTS: the measurements of bench/webhooks/run against a server that runs. Prints two tables.
import http from 'node:http';

const [endpoint, eventsText] = process.argv.slice(2);
const wanted = Number(eventsText);
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
let token;

function ask(method, path, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const request = http.request(endpoint + path, { method, agent, headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}), ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }), ...headers } }, (response) => {
      let answer = '';
      response.setEncoding('utf8').on('data', (part) => { answer += part; }).on('end', () => {
        if (response.statusCode >= 300) reject(new Error(`${method} ${path}: ${response.statusCode} ${answer}`));
        else resolve(answer ? JSON.parse(answer) : undefined);
      });
    }).on('error', reject);
    request.end(text);
  });
}

/** Keeps when each delivery came; one that hangs never answers. */
function receive(hangs = false) {
  const arrived = [];
  const server = http.createServer((request, response) => {
    let length = 0;
    const parts = [];
    request.on('data', (part) => { length += part.length; parts.push(part); }).on('end', () => {
      const now = Date.now();
      arrived.push({ id: request.headers['webhook-id'], now, body: arrived.keep ? Buffer.concat(parts).toString() : undefined });
      if (!hangs) response.writeHead(204).end();
    });
  });
  server.keepAliveTimeout = 60_000;
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve({ arrived, server, url: `http://127.0.0.1:${server.address().port}/` })));
}

const distinct = (arrived) => new Set(arrived.map((one) => one.id)).size;

async function until(condition, seconds = 300) {
  for (const end = Date.now() + seconds * 1000; !condition();) {
    if (Date.now() > end) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Makes users, so many at once, each an event. */
async function change(count, parallel, pause = 0) {
  let next = 0;
  await Promise.all(Array.from({ length: parallel }, async () => {
    while (next < count) {
      next += 1;
      await ask('POST', '/api/users', { name: 'somebody' });
      if (pause) await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }));
}

async function signIn() {
  token = undefined;
  const credentials = Buffer.from(`${process.env.BOOTSTRAP_M2M_APP_ID}:${process.env.BOOTSTRAP_M2M_APP_SECRET}`).toString('base64');
  const form = 'grant_type=client_credentials&scope=all&resource=' + encodeURIComponent('https://default.logto.app/api');
  token = (await ask('POST', '/oidc/token', form, { authorization: `Basic ${credentials}`, 'content-type': 'application/x-www-form-urlencoded' })).access_token;
}

const hook = (url) => ask('POST', '/api/hooks', { name: 'bench', events: ['User.Created'], config: { url } });
const median = (values, part = 0.5) => values.sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))];

await signIn();
console.log('| what | events | seconds | events/s | goal |\n|---|---|---|---|---|');
const row = (what, count, seconds, goal = '') => console.log(`| ${what} | ${count} | ${seconds.toFixed(1)} | ${Math.round(count / seconds)} | ${goal} |`);

// What happened without a webhook is owed in one go: so the delivery alone is measured, not the requests that cause it.
let begun = Date.now();
await change(wanted, 16);
row('users made, 16 at once (no webhook)', wanted, (Date.now() - begun) / 1000);
const fast = await receive();
const made = await hook(fast.url);
await change(200, 8);
await until(() => distinct(fast.arrived) >= 200);
const warm = fast.arrived.length;
begun = Date.now();
const { count } = await ask('POST', `/api/hooks/${made.id}/deliveries/redeliver`, { which: 'all' });
const owed = Date.now();
await until(() => fast.arrived.length - warm >= count);
row('delivered of what was owed, healthy receiver', count, (fast.arrived.at(-1).now - begun) / 1000, '>= 1000/s');
process.stderr.write(`owing them took ${owed - begun} ms\n`);
const before = fast.arrived.length;
begun = Date.now();
await change(Math.min(wanted, 3000), 16);
const asked = Date.now();
await until(() => fast.arrived.length - before >= Math.min(wanted, 3000));
row('users made with the webhook, to the last delivery', Math.min(wanted, 3000), (fast.arrived.at(-1).now - begun) / 1000);
process.stderr.write(`the last delivery came ${fast.arrived.at(-1).now - asked} ms after the last answer\n`);
await ask('DELETE', `/api/hooks/${made.id}`);
fast.server.close();
fast.server.closeAllConnections();

// 50 webhooks of which 5 hang.
const receivers = await Promise.all(Array.from({ length: 50 }, (_, at) => receive(at % 10 === 9)));
const hooks = await Promise.all(receivers.map((receiver) => hook(receiver.url)));
for (const receiver of receivers) receiver.arrived.keep = true;
const rounds = 200;
await change(rounds, 2, 50);
const healthy = receivers.filter((_, at) => at % 10 !== 9);
await until(() => healthy.every((receiver) => distinct(receiver.arrived) >= rounds));
const delays = healthy.flatMap((receiver) => receiver.arrived.map((one) => one.now - Date.parse(JSON.parse(one.body).createdAt)));
console.log('\n| 50 webhooks, 5 of them hang | deliveries | median ms | 99 % ms | longest ms | goal |\n|---|---|---|---|---|---|');
const longest = Math.max(...delays);
console.log(`| from the event to the healthy 45 | ${delays.length} | ${median(delays)} | ${median(delays, 0.99)} | ${longest} | <= 1000 |`);
for (const one of hooks) await ask('DELETE', `/api/hooks/${one.id}`);
process.exit(0);
