// node flows.mjs ENDPOINT CONCURRENCY SECONDS: sign-ins and refreshes with keep-alive; a line per measurement: name, rate, p50, p99.
// BENCH_USER_TOKEN: a file that gets the access token of one of them.
import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import http from 'node:http';

const [endpoint, concurrency, seconds] = [process.argv[2], +process.argv[3], +process.argv[4]];
const agent = new http.Agent({ keepAlive: true, maxSockets: concurrency });
const client = { client_id: 'demo-app', redirect_uri: `${endpoint}/demo-app` };
const password = 'SecurePassword123!';

function send(method, path, { body, type, cookies, headers } = {}) {
  return new Promise((resolve, reject) => {
    const all = { ...headers, ...(type && { 'content-type': type, 'content-length': Buffer.byteLength(body ?? '') }) };
    if (cookies?.size) all.cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const request = http.request(endpoint + path, { method, agent, headers: all }, (response) => {
      let text = '';
      response.on('data', (chunk) => { text += chunk; });
      response.on('end', () => {
        for (const line of response.headers['set-cookie'] ?? []) {
          const [name, value] = line.split(';', 1)[0].split(/=(.*)/s);
          if (value) cookies?.set(name, value);
          else cookies?.delete(name);
        }
        if (response.statusCode >= 400) reject(new Error(`${method} ${path} answered ${response.statusCode}: ${text}`));
        else resolve({ location: response.headers.location, json: () => JSON.parse(text) });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

const form = (path, fields) => send('POST', path, { body: new URLSearchParams(fields).toString(), type: 'application/x-www-form-urlencoded' });
const json = (method, path, body, more) => send(method, path, { body: body && JSON.stringify(body), type: 'application/json', ...more });

async function makeUsers(count) {
  const { BOOTSTRAP_M2M_APP_ID: client_id, BOOTSTRAP_M2M_APP_SECRET: client_secret } = process.env;
  const asked = await form('/oidc/token', { grant_type: 'client_credentials', client_id, client_secret, resource: 'https://default.logto.app/api', scope: 'all' });
  const headers = { authorization: `Bearer ${asked.json().access_token}` };
  const names = Array.from({ length: count }, (_, index) => `bench${index}`);
  await Promise.all(names.map((username) => json('POST', '/api/users', { username, password }, { headers })));
  return names;
}

/** Request, page, password, consent, code, tokens: as a browser and a public client do it. */
async function signIn(username) {
  const [cookies, verifier] = [new Map(), randomBytes(32).toString('base64url')];
  const query = new URLSearchParams({
    ...client, response_type: 'code', scope: 'openid profile offline_access', prompt: 'consent', state: 's',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256',
  });
  await send('GET', `/oidc/auth?${query}`, { cookies });
  await json('PUT', '/api/experience', { interactionEvent: 'SignIn' }, { cookies });
  const hashing = performance.now();
  const verified = await json('POST', '/api/experience/verification/password', { identifier: { type: 'username', value: username }, password }, { cookies });
  const passwordTime = performance.now() - hashing;
  await json('POST', '/api/experience/identification', { verificationId: verified.json().verificationId }, { cookies });
  let next = (await json('POST', '/api/experience/submit', undefined, { cookies })).json().redirectTo;
  while (!next.startsWith(`${client.redirect_uri}?`)) next = (await send('GET', new URL(next, endpoint).href.slice(endpoint.length), { cookies })).location;
  const code = new URL(next).searchParams.get('code');
  const tokens = await form('/oidc/token', { ...client, grant_type: 'authorization_code', code, code_verifier: verifier });
  return { accessToken: tokens.json().access_token, refreshToken: tokens.json().refresh_token, passwordTime };
}

/** Runs one flow in parallel until the time is over; `act` gets a worker number. */
async function measure(act) {
  const [times, results, start] = [[], [], performance.now()];
  const worker = async (number) => {
    while (performance.now() - start < seconds * 1000) {
      const began = performance.now();
      results.push(await act(number));
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, (_, number) => worker(number)));
  return { times, results, elapsed: performance.now() - start };
}

function print(name, rate, times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  console.log([name, rate, at(0.5), at(0.99)].join('\t'));
}

const users = await makeUsers(concurrency);
const signedIn = await Promise.all(users.map(signIn));
const refreshTokens = signedIn.map((each) => each.refreshToken);
// For whoever goes on measuring as a user.
if (process.env.BENCH_USER_TOKEN) writeFileSync(process.env.BENCH_USER_TOKEN, signedIn[0].accessToken);

const { times, results, elapsed } = await measure((number) => signIn(users[number]));
const passwords = results.map((each) => each.passwordTime);
const sum = (list) => list.reduce((total, time) => total + time, 0);
print('sign-in, request to tokens', (times.length / elapsed) * 1000, times);
print('– of which POST verification/password', (passwords.length / elapsed) * 1000, passwords);
// What the other nine requests would allow if the password took no time.
print('– without verification/password', (times.length / (elapsed * (1 - sum(passwords) / sum(times)))) * 1000, times.map((time, index) => time - passwords[index]));

const refreshed = await measure(async (number) => {
  const answer = await form('/oidc/token', { client_id: client.client_id, grant_type: 'refresh_token', refresh_token: refreshTokens[number] });
  refreshTokens[number] = answer.json().refresh_token;
});
print('refresh (rotating)', (refreshed.times.length / refreshed.elapsed) * 1000, refreshed.times);
agent.destroy();
