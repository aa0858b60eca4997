// node upgrade.mjs: the walk of tests/upgrade/run on the database of DB_URL; what it needs is in the environment.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import http from 'node:http';

const { UPGRADE_OLD, UPGRADE_NEW, DB_URL } = process.env;
const isSqlite = DB_URL.startsWith('sqlite:');
const endpoint = 'http://localhost:39201';
const ports = { new: 39201, old: 39211, receiver: 39221 };
const [id, secret, password] = ['upgrade', 'secret-of-the-upgrade-test', 'Correct-horse-7'];
const verifier = '0123456789-0123456789-0123456789-0123456789-verifier';
const running = new Map();

/** What reached the webhook. */
const delivered = [];
const receiver = http.createServer((request, response) => {
  const pieces = [];
  request.on('data', (piece) => pieces.push(piece));
  request.on('end', () => { delivered.push(JSON.parse(Buffer.concat(pieces))); response.writeHead(204).end(); });
}).listen(ports.receiver, '127.0.0.1');

async function start(which) {
  const server = spawn(which === 'old' ? UPGRADE_OLD : UPGRADE_NEW, [], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env, PORT: ports[which], ADMIN_PORT: ports[which] + 1, LISTEN_ADDRESS: '127.0.0.1', ENDPOINT: endpoint, ADMIN_ENDPOINT: 'http://localhost:39202',
      BOOTSTRAP_M2M_APP_ID: id, BOOTSTRAP_M2M_APP_SECRET: secret, OUTBOUND_ALLOWED_NETWORKS: '127.0.0.0/8',
    },
  });
  running.set(which, server);
  await until(`the ${which} server answers`, async () => {
    assert.equal(server.exitCode, null, `the ${which} server ended`);
    return (await send(which, 'GET', '/api/status').catch(() => ({}))).status === 204;
  });
}

async function stop(which) {
  const server = running.get(which);
  running.delete(which);
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
}

async function until(what, look) {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    if (await look()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited in vain: ${what}`);
}

/** To one of the servers, both of which stand behind one address. */
function send(which, method, url, { body, headers = {}, cookies = new Map() } = {}) {
  const { pathname, search } = new URL(url, endpoint);
  const content = body instanceof URLSearchParams ? body.toString() : body && JSON.stringify(body);
  const all = { host: new URL(endpoint).host, cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '), ...headers };
  if (content) Object.assign(all, { 'content-type': body instanceof URLSearchParams ? 'application/x-www-form-urlencoded' : 'application/json', 'content-length': Buffer.byteLength(content) });
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port: ports[which], method, path: pathname + search, headers: all }, (response) => {
      const pieces = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('end', () => {
        for (const line of response.headers['set-cookie'] ?? []) {
          const [name, value] = line.split(';', 1)[0].split(/=(.*)/s);
          if (value) cookies.set(name, value); else cookies.delete(name);
        }
        resolve({ status: response.statusCode, location: response.headers.location, text: Buffer.concat(pieces).toString() });
      });
    });
    request.on('error', reject);
    request.end(content);
  });
}

async function expect(status, which, method, url, options) {
  const answer = await send(which, method, url, options);
  assert.equal(answer.status, status, `${which} server: ${method} ${url} answered ${answer.status}: ${answer.text}`);
  return answer.text ? JSON.parse(answer.text) : null;
}

async function token(which) {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret, resource: 'https://default.logto.app/api', scope: 'all' });
  return (await expect(200, which, 'POST', '/oidc/token', { body })).access_token;
}

const tokens = {};
const api = (which, method, path, body, status = 200) => expect(status, which, method, path, { body, headers: { authorization: `Bearer ${tokens[which]}` } });

/** Through the pages, to the claims of the ID token. */
async function signIn(which, client, username) {
  const cookies = new Map();
  const redirect = `${endpoint}/back`;
  const query = new URLSearchParams({
    client_id: client, redirect_uri: redirect, response_type: 'code', scope: 'openid profile', state: 's',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256',
  });
  const { location } = await send(which, 'GET', `/oidc/auth?${query}`, { cookies });
  const page = await send(which, 'GET', location, { cookies });
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.text)?.[1];
  assert.ok(xsrf, `${which} server: no page to sign in, but ${page.status}: ${page.text.slice(0, 500)}`);
  let next = await send(which, 'POST', location, { cookies, body: new URLSearchParams({ xsrf, identifier: username, password }) });
  while (next.location && !next.location.startsWith(`${redirect}?`)) next = await send(which, 'GET', next.location, { cookies });
  assert.ok(next.location, `${which} server: ${username} is not signed in: ${next.status} ${next.text.slice(0, 500)}`);
  const body = new URLSearchParams({ grant_type: 'authorization_code', client_id: client, redirect_uri: redirect, code: new URL(next.location).searchParams.get('code'), code_verifier: verifier });
  const { id_token } = await expect(200, which, 'POST', '/oidc/token', { body });
  return JSON.parse(Buffer.from(id_token.split('.')[1], 'base64url'));
}

const arrives = (event, user, name) => until(`${event} of ${user}`, () => delivered.some((body) => body.event === event && body.data.id === user && (name === undefined || body.data.name === name)));

/** Makes, changes and lists a user, who then signs in, with a webhook owed for each change. */
async function walk(which, client, username) {
  const { id: user } = await api(which, 'POST', '/api/users', { username, password });
  await arrives('User.Created', user);
  await api(which, 'PATCH', `/api/users/${user}`, { name: `Name by ${which}`, customData: { by: which } });
  await arrives('User.Data.Updated', user, `Name by ${which}`);
  assert.ok((await api(which, 'GET', '/api/users?page_size=100')).some((one) => one.id === user));
  assert.equal((await api(which, 'GET', `/api/users?search=${encodeURIComponent(`%${username.slice(1)}%`)}`)).length, 1);
  assert.equal((await signIn(which, client, username)).sub, user);
  return user;
}

/** Whether a server sees a user whom the other made, signs them in and changes them. */
async function takesOver(which, client, username, user, name) {
  assert.equal((await api(which, 'GET', `/api/users/${user}`)).name, name);
  assert.equal((await signIn(which, client, username)).sub, user);
  await api(which, 'PATCH', `/api/users/${user}`, { name: `${name}, then by ${which}` });
  await arrives('User.Data.Updated', user, `${name}, then by ${which}`);
}

try {
  await start('new');
  tokens.new = await token('new');
  await api('new', 'POST', '/api/hooks', { name: 'upgrade', events: ['User.Created', 'User.Data.Updated'], config: { url: `http://127.0.0.1:${ports.receiver}/` } }, 201);
  const { id: client } = await api('new', 'POST', '/api/applications', { name: 'upgrade', type: 'SPA', oidcClientMetadata: { redirectUris: [`${endpoint}/back`], postLogoutRedirectUris: [] } });
  const first = await walk('new', client, 'made_by_new');

  if (isSqlite) await stop('new');
  await start('old');
  tokens.old = await token('old');
  const second = await walk('old', client, 'made_by_old');
  await takesOver('old', client, 'made_by_new', first, 'Name by new');
  if (isSqlite) {
    await stop('old');
    await start('new');
  }

  // A token of one is good at the other.
  tokens.new = tokens.old;
  await takesOver('new', client, 'made_by_old', second, 'Name by old');
  const third = await walk('new', client, 'made_by_new_again');
  if (!isSqlite) await takesOver('old', client, 'made_by_new_again', third, 'Name by new');
  assert.equal((await api('new', 'GET', '/api/users?page_size=100')).length, 3);
  assert.equal((await api('new', 'GET', '/api/dashboard/users/total')).totalUserCount, 3);
  console.log(`${isSqlite ? 'SQLite' : 'PostgreSQL, both servers at once'}: the previous release works on this schema, and each sees what the other did.`);
} finally {
  for (const which of [...running.keys()]) await stop(which);
  receiver.closeAllConnections();
  receiver.close();
}
