// node day.mjs USERS MINUTES PER_SECOND: see bench/load/day.
import http from 'node:http';
import { join } from 'node:path';
import { Client, password } from './client.mjs';
import { endpoint, folder, load, pause, quantile, residentMegabytes, someIds, start, stop } from './server.mjs';

const [users, minutes, perSecond] = process.argv.slice(2).map(Number);
const client = new Client(endpoint, 64);
const { server } = await start(process.env.BENCH_DB_URL ?? `sqlite:${join(folder, 'day.db')}`, { OUTBOUND_ALLOWED_NETWORKS: '127.0.0.0/8' });

/** Keeps the ids of the events that came. */
async function receive() {
  const ids = new Set();
  const receiver = http.createServer((request, response) => {
    ids.add(request.headers['webhook-id']);
    request.resume().on('end', () => response.writeHead(204).end());
  });
  receiver.keepAliveTimeout = 60_000;
  await new Promise((resolve) => { receiver.listen(0, '127.0.0.1', resolve); });
  return { ids, url: `http://127.0.0.1:${receiver.address().port}/`, close: () => receiver.close() };
}

const began = performance.now();
await load(client, users);
console.error(`${users} users loaded in ${((performance.now() - began) / 1000).toFixed(1)} s`);
const ids = await someIds(client, users);
const names = await client.makeUsers('day', 16);
const sessions = [];
for (const name of names) sessions.push(await client.signIn(name));
const receiver = await receive();
let headers = await client.bearer();
await client.json('POST', '/api/hooks', { name: 'day', events: ['User.Created', 'User.Data.Updated', 'PostSignIn'], config: { url: receiver.url } }, { headers });

let [made, owed, turn] = [0, 0, 0];
const pick = (list) => list[Math.floor(Math.random() * list.length)];
const read = (path) => () => client.send('GET', path(), { headers });

/** What is asked, its share of a hundred requests, and how many events of the webhook it owes. */
const mix = [
  { name: 'GET /api/users/{id}', share: 40, act: read(() => `/api/users/${pick(ids)}`) },
  { name: 'POST /oidc/token, client credentials', share: 20, act: () => client.bearer() },
  { name: 'GET /oidc/me', share: 12, act: () => client.send('GET', '/oidc/me', { headers: { authorization: `Bearer ${pick(sessions).accessToken}` } }) },
  { name: 'PATCH /api/users/{id}', share: 10, events: 1, act: () => client.json('PATCH', `/api/users/${pick(ids)}`, { name: `Mina ${++made}` }, { headers }) },
  {
    // A session that is being refreshed waits at the end of the line: its old token is used up.
    name: 'refresh (rotating)', share: 6, act: async () => {
      const session = sessions[turn++ % sessions.length];
      session.last = (session.last ?? Promise.resolve()).then(async () => { Object.assign(session, await client.refresh(session.refreshToken)); });
      await session.last;
    },
  },
  { name: 'GET /api/users, page 1', share: 5, act: read(() => '/api/users?page=1') },
  { name: 'search=%Kim 777%', share: 3, act: read(() => '/api/users?search=%25Kim%20777%25') },
  { name: 'POST /api/users', share: 2, events: 1, act: () => client.json('POST', '/api/users', { username: `plain_${++made}` }, { headers }) },
  { name: 'sign-in, request to tokens', share: 1, events: 1, act: () => client.signIn(pick(names)) },
  { name: 'POST /api/users with password', share: 1, events: 1, act: () => client.json('POST', '/api/users', { username: `secret_${++made}`, password }, { headers }) },
];
const deck = mix.flatMap((kind) => Array.from({ length: kind.share }, () => kind));
const failures = new Map();
const all = new Map(mix.map((kind) => [kind.name, []]));

/** From the moment at which it was due, so that a server that stands still shows in every request that had to wait. */
async function one(kind, due, times) {
  try {
    await kind.act();
    owed += kind.events ?? 0;
  } catch (error) {
    const text = error.message.slice(0, 200);
    failures.set(text, (failures.get(text) ?? 0) + 1);
  }
  const took = performance.now() - due;
  times.push(took);
  all.get(kind.name).push(took);
}

async function minute(running) {
  const [times, start] = [[], performance.now()];
  for (let number = 0; number < perSecond * 60; number++) {
    const due = start + (number * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 1) await pause(wait);
    const act = one(pick(deck), due, times);
    running.add(act);
    act.finally(() => running.delete(act));
  }
  const sorted = times.toSorted((a, b) => a - b);
  return { memory: residentMegabytes(server), count: sorted.length, p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) };
}

/** Least squares, per minute. */
function slope(values) {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const [above, below] = values.reduce(([a, b], value, x) => [a + (x - middle) * (value - mean), b + (x - middle) ** 2], [0, 0]);
  return below ? above / below : 0;
}

const [rows, running] = [[], new Set()];
console.log(`${users.toLocaleString('en')} users, ${perSecond} requests per second\n\n| minute | answered | p50 ms | p99 ms | resident MB | events owed | arrived |\n|---|---|---|---|---|---|---|`);
for (let number = 1; number <= minutes; number++) {
  headers = await client.bearer(); // a token of the Management API lives an hour
  const row = await minute(running);
  rows.push(row);
  console.log(`| ${number} | ${row.count} | ${row.p50.toFixed(1)} | ${row.p99.toFixed(1)} | ${row.memory} | ${owed} | ${receiver.ids.size} |`);
}

await Promise.all(running);
for (let waited = 0; receiver.ids.size < owed && waited < 60; waited++) await pause(1000);
await pause(30_000);
const idle = residentMegabytes(server);
const steady = rows.slice(Math.floor(rows.length / 5));
console.log('\n| what | requests | p50 ms | p99 ms |\n|---|---|---|---|');
for (const [name, times] of all) {
  const sorted = times.toSorted((a, b) => a - b);
  if (sorted.length) console.log(`| ${name} | ${sorted.length} | ${quantile(sorted, 0.5).toFixed(1)} | ${quantile(sorted, 0.99).toFixed(1)} |`);
}

console.log(`\nSlopes after the first ${rows.length - steady.length} minutes: memory ${slope(steady.map((row) => row.memory)).toFixed(2)} MB, p50 ${slope(steady.map((row) => row.p50)).toFixed(3)} ms, p99 ${slope(steady.map((row) => row.p99)).toFixed(3)} ms per minute.`);
console.log(`Resident memory ${idle} MB half a minute after the last request. Events: ${owed} owed, ${receiver.ids.size} arrived. Requests that failed: ${[...failures.values()].reduce((sum, count) => sum + count, 0)}.`);
for (const [text, count] of failures) console.log(`- ${count} times: ${text}`);
receiver.close();
client.close();
await stop(server);
process.exitCode = failures.size || receiver.ids.size < owed ? 1 : 0;
