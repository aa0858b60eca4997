// Starts the release build for a measurement, loads users into it, reads what memory it holds.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineApp } from './client.mjs';

export const port = 39101;
export const endpoint = `http://localhost:${port}`;
/** Goes with the process. */
export const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function answers(path) {
  try { return (await fetch(endpoint + path)).status === 204; } catch { return false; }
}

/** Waits for the first answer; `coldStart` in milliseconds. */
export async function start(url, settings) {
  const began = performance.now();
  const server = spawn('artifacts/bin/Gatehouse.Server/release/gatehouse', {
    env: { ...process.env, ...machineApp, PORT: port, ADMIN_PORT: port + 1, LISTEN_ADDRESS: 'localhost', ENDPOINT: endpoint, DB_URL: url, SECRET_KEY_FILE: join(folder, 'key'), ...settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  while (!(await answers('/api/status'))) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    await pause(20);
  }
  return { server, coldStart: performance.now() - began };
}

export async function stop(server) {
  server.kill();
  await new Promise((resolve) => { if (server.exitCode === null) server.once('exit', resolve); else resolve(); });
}

export const residentMegabytes = (server) => Math.round(+/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1] / 1024);

const families = ['Kim', 'Park', 'Lovelace', 'Hopper', 'Torvalds', 'Liskov', 'Thompson', 'Perlman', 'Dijkstra', 'Nakamura'];

/** By the import that anybody would use, in files of at most 100,000. */
export async function load(client, users) {
  for (let first = 1; first <= users; first += 100_000) {
    const rows = Array.from({ length: Math.min(100_000, users - first + 1) }, (_, index) => {
      const i = first + index;
      return JSON.stringify({ username: `user_${i}`, primaryEmail: `user${i}@example.com`, name: `Mina ${families[i % 10]} ${i}`, customData: { plan: i % 100 ? 'free' : 'gold' } });
    });
    const headers = await client.bearer();
    const job = (await client.send('POST', '/api/users/import', { body: `${rows.join('\n')}\n`, type: 'application/x-ndjson', headers })).json();
    for (let state = job; ;) {
      if (['failed', 'cancelled'].includes(state.state)) throw new Error(`the import ended as ${JSON.stringify(state)}`);
      if (state.state === 'completed') break;
      await pause(250);
      state = (await client.json('GET', `/api/jobs/${job.id}`, undefined, { headers })).json();
    }
  }
}

/** Ids of users from ten places of the list, a hundred from each. */
export async function someIds(client, users) {
  const [ids, headers, pages] = [[], await client.bearer(), Math.max(1, Math.floor(users / 100))];
  for (let place = 0; place < 10; place++) {
    const page = await client.json('GET', `/api/users?page_size=100&page=${1 + Math.floor((place * pages) / 10)}`, undefined, { headers });
    ids.push(...page.json().map((user) => user.id));
  }
  return ids;
}

/** Value at a share of sorted times. */
export const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
