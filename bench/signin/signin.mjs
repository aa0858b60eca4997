// node signin.mjs ENDPOINT ROUNDS BENCHMARKS.dll: sign-ins through the pages and bare hashes in turns; prints a table.
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import http from 'node:http';
import { createInterface } from 'node:readline';

const [endpoint, rounds, benchmarks] = [process.argv[2], +process.argv[3], process.argv[4]];
const agent = new http.Agent({ keepAlive: true });
const password = 'SecurePassword123!';

function send(method, url, cookies, fields, headers = {}) {
  const body = fields && new URLSearchParams(fields).toString();
  const path = new URL(url, endpoint).href.slice(endpoint.length);
  const all = { ...headers, cookie: [...(cookies ?? [])].map(([name, value]) => `${name}=${value}`).join('; ') };
  if (body) Object.assign(all, { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) });
  return new Promise((resolve, reject) => {
    const request = http.request(endpoint + path, { method, agent, headers: all }, (response) => {
      const pieces = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('end', () => {
        for (const line of response.headers['set-cookie'] ?? []) {
          const [name, value] = line.split(';', 1)[0].split(/=(.*)/s);
          if (value) cookies?.set(name, value);
          else cookies?.delete(name);
        }
        const content = Buffer.concat(pieces);
        if (response.statusCode >= 400) reject(new Error(`${method} ${path} answered ${response.statusCode}: ${content}`));
        else resolve({ location: response.headers.location, text: content.toString(), size: content.length + response.rawHeaders.join('').length });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function api(method, path, body) {
  const { BOOTSTRAP_M2M_APP_ID: client_id, BOOTSTRAP_M2M_APP_SECRET: client_secret } = process.env;
  const asked = await fetch(`${endpoint}/oidc/token`, {
    method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret, resource: 'https://default.logto.app/api', scope: 'all' }),
  });
  const headers = { authorization: `Bearer ${(await asked.json()).access_token}`, 'content-type': 'application/json' };
  const answer = await fetch(endpoint + path, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

/** The page is opened outside of the time; the time runs from the posted form to the code. */
async function signIn(client, username) {
  const cookies = new Map();
  const query = new URLSearchParams({
    ...client, response_type: 'code', scope: 'openid profile', state: 's',
    code_challenge: createHash('sha256').update(randomBytes(32).toString('base64url')).digest('base64url'), code_challenge_method: 'S256',
  });
  const { location } = await send('GET', `/oidc/auth?${query}`, cookies);
  const page = await send('GET', location, cookies);
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.text)[1];
  const start = performance.now();
  let next = (await send('POST', location, cookies, { xsrf, identifier: username, password })).location;
  const posted = performance.now() - start;
  while (!next.startsWith(`${client.redirect_uri}?`)) next = (await send('GET', next, cookies)).location;
  return [performance.now() - start, posted];
}

const hasher = spawn('dotnet', [benchmarks, 'bare-hash'], { stdio: ['pipe', 'pipe', 'inherit'] });
const lines = createInterface({ input: hasher.stdout })[Symbol.asyncIterator]();
async function hash() {
  hasher.stdin.write('\n');
  return +(await lines.next()).value;
}

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
const app = await api('POST', '/api/applications', { name: 'bench', type: 'SPA', oidcClientMetadata: { redirectUris: [`${endpoint}/back`], postLogoutRedirectUris: [] } });
const client = { client_id: app.id, redirect_uri: `${endpoint}/back` };
await api('POST', '/api/users', { username: 'bench', password });
// A server that has just started compiles what it runs for some hundred sign-ins: what stays is measured, not that.
for (let round = 0; round < 20; round++) await hash();
await Promise.all(Array.from({ length: 4 }, async () => { for (let round = 0; round < 250; round++) await signIn(client, 'bench'); }));
await new Promise((resolve) => setTimeout(resolve, 2000));
for (let round = 0; round < 20; round++) { await hash(); await signIn(client, 'bench'); }
const [hashes, wholes, posts] = [[], [], []];
for (let round = 0; round < rounds; round++) {
  hashes.push(await hash());
  const [whole, posted] = await signIn(client, 'bench');
  wholes.push(whole);
  posts.push(posted);
}
hasher.stdin.end();
const cookies = new Map();
const { location } = await send('GET', `/oidc/auth?${new URLSearchParams({ ...client, response_type: 'code', scope: 'openid', code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' })}`, cookies);
const page = await send('GET', location, cookies, null, { 'accept-encoding': 'br' });
const script = await send('GET', /src="([^"]+)"/.exec((await send('GET', location, cookies)).text)[1], cookies, null, { 'accept-encoding': 'br' });
const goal = median(hashes) * 1.15 + 5;
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
row('what', 'median', 'goal');
row('---', '---', '---');
row('bare password hash', `${median(hashes).toFixed(1)} ms`, '');
row('form posted, answer there', `${median(posts).toFixed(1)} ms`, `${goal.toFixed(1)} ms`);
row('form posted, code at the client', `${median(wholes).toFixed(1)} ms`, '');
row('page over the wire, headers with it', `${page.size} bytes`, '');
row('page and script', `${page.size + script.size} bytes`, '30000 bytes');
console.log(`\npassword sign-in ${median(posts) <= goal ? 'meets' : 'misses'} its goal`);
