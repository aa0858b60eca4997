// node console.mjs ENDPOINT ROUNDS: signs in to the console, finds its pages by its links, measures them, prints a table.
import http from 'node:http';

const [endpoint, rounds] = [process.argv[2], +process.argv[3]];
const { BOOTSTRAP_ADMIN_USERNAME: identifier, BOOTSTRAP_ADMIN_PASSWORD: password } = process.env;
const agent = new http.Agent({ keepAlive: true });
const cookies = new Map();

function send(method, url, fields, headers = {}) {
  const body = fields && new URLSearchParams(fields).toString();
  const all = { ...headers, cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  if (body) Object.assign(all, { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) });
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const request = http.request(new URL(url, endpoint), { method, agent, headers: all }, (response) => {
      const pieces = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('end', () => {
        for (const line of response.headers['set-cookie'] ?? []) {
          const [name, value] = line.split(';', 1)[0].split(/=(.*)/s);
          if (value) cookies.set(name, value);
          else cookies.delete(name);
        }
        const content = Buffer.concat(pieces);
        resolve({ status: response.statusCode, location: response.headers.location, text: content.toString(), time: performance.now() - start, size: content.length + response.rawHeaders.join('').length });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function follow(answer) {
  while (answer.location) answer = await send('GET', answer.location);
  return answer;
}

let form = '/console';
for (let answer = await send('GET', form); ; answer = await send('GET', form)) {
  if (!answer.location) {
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(answer.text)[1];
    const signedIn = await follow(await send('POST', form, { xsrf, identifier, password }));
    if (signedIn.status !== 200) throw new Error(`The sign-in ended with ${signedIn.status}: ${signedIn.text}`);
    break;
  }
  form = answer.location;
}

// One page of each kind: ids, and what stands in the query, do not make another one.
const kind = (path) => path.split('?')[0].split('/').map((part) => (/^(?=.*\d)[\w-]{8,}$/.test(part) ? ':id' : part)).join('/');
const pages = new Map();
const waiting = ['/console/default'];
while (waiting.length > 0) {
  const path = waiting.shift();
  if (pages.has(kind(path))) continue;
  const page = await send('GET', path);
  if (page.status !== 200 || !page.text.startsWith('<!doctype html>')) continue;
  pages.set(kind(path), path);
  for (const [, link] of page.text.matchAll(/<a\s[^>]*href="(\/console\/default[^"#]*)"(?![^>]*\sdownload)/g)) waiting.push(link.replaceAll('&amp;', '&'));
}

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
const times = new Map([...pages.keys()].map((name) => [name, []]));
for (let round = 0; round < rounds + 5; round++) {
  for (const [name, path] of pages) {
    const { time } = await send('GET', path);
    if (round >= 5) times.get(name).push(time);
  }
}

const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
row('page', 'median, ms', 'goal');
row('---', '---', '---');
const results = [...times].map(([name, values]) => [name, median(values)]).toSorted(([, one], [, other]) => other - one);
for (const [name, time] of results) row(name, time.toFixed(1), '< 30');
const compressed = { 'accept-encoding': 'br, gzip' };
const first = await send('GET', '/console/default/users', null, compressed);
const plain = await send('GET', '/console/default/users');
let bytes = first.size;
for (const asset of new Set([...plain.text.matchAll(/"(\/console\/assets\/[^"#]+)/g)].map(([, url]) => url))) bytes += (await send('GET', asset, null, compressed)).size;
row('list of users with style, script and icons over the wire', `${bytes} bytes`, '<= 60000');
if (results.some(([, time]) => time >= 30) || bytes > 60_000) {
  console.error('\nthe console misses its goal');
  process.exitCode = 1;
}
