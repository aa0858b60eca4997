// See `run`. Nothing here is started but by this process, and all of it ends with it.

import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const kills = Number(process.argv[2] ?? 10);
const pgBin = '/usr/lib/postgresql/15/bin';
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-patroni-'));
chmodSync(folder, 0o755);
const base = 24000;
const etcdPort = base, primaryPort = base + 1, replicaPort = base + 2;
const members = [1, 2, 3].map((n) => ({ name: `m${n}`, pg: base + 10 + n, rest: base + 20 + n }));
const endpoint = `http://localhost:${base + 31}`;
const nodes = [
  { name: 'by HAProxy', port: base + 31, url: `postgres://postgres@127.0.0.1:${primaryPort}/gatehouse`, lists: `postgres://postgres@127.0.0.1:${replicaPort}/gatehouse` },
  { name: 'by list of hosts', port: base + 33, url: `postgres://postgres@${members.map((m) => `127.0.0.1:${m.pg}`).join(',')}/gatehouse`, lists: null },
];
nodes[1].lists = nodes[1].url;
const secret = 'secret-of-the-fail-over-test';
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const now = () => performance.now();

// PostgreSQL refuses to run as root.
const owner = process.getuid() === 0
  ? { uid: Number(execFileSync('id', ['-u', 'postgres'])), gid: Number(execFileSync('id', ['-g', 'postgres'])) } : {};
const started = new Set();

function start(name, command, args, options = {}) {
  const out = openSync(join(folder, `${name}.log`), 'a');
  const child = spawn(command, args, { stdio: ['ignore', out, out], ...options });
  started.add(child);
  child.once('exit', () => started.delete(child));
  return child;
}

const postmasterOf = (member) => Number(readFileSync(join(folder, member.name, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);

function kill(pid, signal) {
  try { process.kill(pid, signal); } catch { /* It is gone. */ }
}

async function until(what, seconds, test) {
  const end = now() + seconds * 1000;
  for (;;) {
    try {
      const found = await test();
      if (found) return found;
    } catch { /* Not yet. */ }
    if (now() > end) throw new Error(`${what}: not within ${seconds} s`);
    await sleep(50);
  }
}

function startMember(member) {
  const home = join(folder, member.name);
  member.patroni = start(member.name, '/usr/bin/patroni', [join(home, 'patroni.json')], { ...owner, cwd: home, env: { PATH: `${pgBin}:/usr/bin:/bin`, HOME: home } });
}

function writeMember(member) {
  const home = join(folder, member.name);
  mkdirSync(home);
  const access = (name) => ({ username: name });
  writeFileSync(join(home, 'patroni.json'), JSON.stringify({
    scope: 'gatehouse',
    name: member.name,
    restapi: { listen: `127.0.0.1:${member.rest}`, connect_address: `127.0.0.1:${member.rest}` },
    etcd3: { host: `127.0.0.1:${etcdPort}` },
    bootstrap: {
      dcs: {
        // A leader that is gone is missed after ttl; ttl must be at least loop_wait + 2 * retry_timeout.
        ttl: 20, loop_wait: 5, retry_timeout: 5, maximum_lag_on_failover: 1048576, synchronous_mode: true,
        postgresql: { use_pg_rewind: true, parameters: { fsync: 'on', shared_buffers: '64MB', max_connections: 120 } },
      },
      initdb: ['data-checksums', { encoding: 'UTF8' }, { locale: 'C.UTF-8' }],
    },
    postgresql: {
      listen: `127.0.0.1:${member.pg}`, connect_address: `127.0.0.1:${member.pg}`, data_dir: join(home, 'data'), bin_dir: pgBin,
      authentication: { superuser: access('postgres'), replication: access('replicator'), rewind: access('rewinder') },
      parameters: { unix_socket_directories: home },
      pg_hba: ['local all all trust', 'host all all 127.0.0.1/32 trust', 'host replication all 127.0.0.1/32 trust'],
    },
  }));
  if (owner.uid !== undefined) execFileSync('chown', ['-R', 'postgres:postgres', home]);
}

async function rest(member, path) {
  return fetch(`http://127.0.0.1:${member.rest}${path}`, { signal: AbortSignal.timeout(1000) });
}

const isPrimary = async (member) => { try { return (await rest(member, '/primary')).status === 200; } catch { return false; } };

async function primary() {
  for (const member of members) if (await isPrimary(member)) return member;
  return null;
}

/** A primary, two members that follow it, one of them synchronous: only then a kill may lose nothing. */
async function isWhole() {
  const leader = await primary();
  if (!leader) return false;
  const cluster = await (await rest(leader, '/cluster')).json();
  return cluster.members.filter((m) => ['running', 'streaming'].includes(m.state)).length === 3 && cluster.members.some((m) => m.role === 'sync_standby') ? leader : false;
}

function psql(member, database, sql) {
  return execFileSync('psql', ['-h', '127.0.0.1', '-p', String(member.pg), '-U', 'postgres', '-tA', '-F', '\t', '-c', sql, database], { encoding: 'utf8', maxBuffer: 1 << 28 }).trim();
}

function writeHaproxy() {
  const servers = members.map((m) => `  server ${m.name} 127.0.0.1:${m.pg} check port ${m.rest}`).join('\n');
  writeFileSync(join(folder, 'haproxy.cfg'), `
global
  maxconn 1000
defaults
  mode tcp
  timeout connect 2s
  timeout client 30m
  timeout server 30m
  timeout check 1s
  default-server inter 500ms fall 2 rise 1 on-marked-down shutdown-sessions
listen primary
  bind 127.0.0.1:${primaryPort}
  option httpchk OPTIONS /primary
  http-check expect status 200
${servers}
listen replicas
  bind 127.0.0.1:${replicaPort}
  option httpchk OPTIONS /replica
  http-check expect status 200
${servers}
`);
}

// What was acknowledged: of each user the names that it may have. A change that was answered 503 may have been made or not.
const users = new Map();
let tokens = 0, written = 0, ended = 0, isOver = false;
const strange = [];
let round = null;

async function call(node, method, path, body, headers) {
  const begun = now();
  let status;
  try {
    const answer = await fetch(`http://127.0.0.1:${node.port}${path}`, { method, headers, body, signal: AbortSignal.timeout(40_000) });
    const text = await answer.text();
    status = answer.status;
    if (status === 503 && round) round.away[node.name] = (round.away[node.name] ?? 0) + 1;
    if (status === 503 && !answer.headers.get('retry-after')) strange.push(`${node.name} ${method} ${path}: 503 without Retry-After`);
    if (status >= 300 && status !== 503) strange.push(`${node.name} ${method} ${path}: ${status} ${text.slice(0, 200)}`);
    if (status === 503) await sleep(100);
    return { status, begun, json: status < 300 && text.length > 0 ? JSON.parse(text) : null };
  } catch (problem) {
    strange.push(`${node.name} ${method} ${path}: ${problem.cause?.code ?? problem.message}`);
    await sleep(100);
    return { status: 0, begun, json: null };
  }
}

/** A write that began after the kill was acknowledged: the node is back. */
function acknowledged(node, answer) {
  if (answer.status < 200 || answer.status >= 300) return false;
  written++;
  if (round && answer.begun > round.killedAt + 20 && !(node.name in round.back)) round.back[node.name] = now() - round.killedAt;
  return true;
}

async function token(node) {
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'patroni', client_secret: secret, resource: 'https://default.logto.app/api', scope: 'all' });
  const answer = await call(node, 'POST', '/oidc/token', form.toString(), { 'content-type': 'application/x-www-form-urlencoded' });
  if (answer.status === 200) tokens++;
  return answer.json?.access_token ?? null;
}

async function work(node) {
  let bearer = null;
  while (!isOver) {
    bearer = (await token(node)) ?? bearer;
    if (!bearer) continue;
    const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
    const made = await call(node, 'POST', '/api/users', JSON.stringify({ username: `u${randomBytes(9).toString('hex')}`, name: 'first' }), headers);
    if (!acknowledged(node, made)) continue;
    users.set(made.json.id, ['first']);
    const name = randomBytes(6).toString('hex');
    const changed = await call(node, 'PATCH', `/api/users/${made.json.id}`, JSON.stringify({ name }), headers);
    if (acknowledged(node, changed)) users.set(made.json.id, [name]);
    else users.get(made.json.id).push(name);
    await call(node, 'GET', '/api/users?page=1&page_size=5', undefined, headers);
    await sleep(20);
  }
}

async function main() {
  const etcd = join(folder, 'etcd');
  start('etcd', '/usr/bin/etcd', ['--data-dir', etcd, '--listen-client-urls', `http://127.0.0.1:${etcdPort}`, '--advertise-client-urls', `http://127.0.0.1:${etcdPort}`,
    '--listen-peer-urls', `http://127.0.0.1:${base + 5}`, '--initial-advertise-peer-urls', `http://127.0.0.1:${base + 5}`, '--initial-cluster', `default=http://127.0.0.1:${base + 5}`]);
  await until('etcd', 30, async () => (await fetch(`http://127.0.0.1:${etcdPort}/health`)).ok);
  for (const member of members) { writeMember(member); startMember(member); }
  const first = await until('a whole cluster', 120, isWhole);
  psql(first, 'postgres', 'CREATE DATABASE gatehouse');
  writeHaproxy();
  start('haproxy', '/usr/sbin/haproxy', ['-f', join(folder, 'haproxy.cfg')]);

  const key = randomBytes(32).toString('base64');
  for (const node of nodes) {
    node.process = start(`node-${node.port}`, 'artifacts/bin/Gatehouse.Server/release/gatehouse', [], {
      env: {
        ...process.env, PORT: String(node.port), ADMIN_PORT: String(node.port + 1), LISTEN_ADDRESS: 'localhost', ENDPOINT: endpoint, ADMIN_ENDPOINT: `http://localhost:${base + 32}`,
        SECRET_KEY: key, DB_URL: node.url, DB_READ_URL: node.lists, BOOTSTRAP_M2M_APP_ID: 'patroni', BOOTSTRAP_M2M_APP_SECRET: secret,
      },
    });
    node.process.once('exit', () => { if (!isOver) ended++; });
    await until(node.name, 60, async () => (await fetch(`http://127.0.0.1:${node.port}/health/ready`)).ok);
  }

  const workers = nodes.flatMap((node) => [1, 2, 3].map(() => work(node)));
  const rounds = [];
  for (let n = 1; n <= kills; n++) {
    const victim = await until('a whole cluster', 180, isWhole);
    await sleep(3000);
    const postmaster = postmasterOf(victim);
    round = { victim: victim.name, killedAt: now(), back: {}, away: {}, writtenBefore: written };
    kill(victim.patroni.pid, 'SIGKILL');
    kill(postmaster, 'SIGKILL');
    const leader = await until('a new leader', 120, async () => {
      for (const member of members) if (member !== victim && await isPrimary(member)) return member;
      return null;
    });
    round.failOver = now() - round.killedAt;
    await until('writes at both nodes', 60, () => nodes.every((node) => node.name in round.back));
    rounds.push(round);
    const seconds = (ms) => (ms / 1000).toFixed(1);
    console.error(`kill ${n}: ${victim.name} -> ${leader.name} in ${seconds(round.failOver)} s; ${nodes.map((node) => `${node.name} ${seconds(round.back[node.name])} s`).join(', ')}`);
    startMember(victim);
  }

  const last = await until('a whole cluster', 180, isWhole);
  await sleep(2000);
  isOver = true;
  await Promise.all(workers);
  const kept = new Map(psql(last, 'gatehouse', "SELECT id, name FROM users WHERE tenant_id = 'default'").split('\n').map((line) => line.split('\t')));
  const lost = [...users].filter(([id, names]) => !names.includes(kept.get(id)));
  const entries = Number(psql(last, 'gatehouse', "SELECT count(*) FROM audit_logs WHERE tenant_id = 'default' AND key = 'ExchangeTokenBy.ClientCredentials'"));
  const lateness = (r) => Math.max(...Object.values(r.back)) - r.failOver;

  console.log('| kill | primary | fail-over by Patroni, s | writes again by HAProxy, s | writes again by list of hosts, s | answers 503 meanwhile |\n|---|---|---|---|---|---|');
  rounds.forEach((r, at) => console.log(`| ${at + 1} | ${r.victim} | ${(r.failOver / 1000).toFixed(1)} | ${nodes.map((node) => (r.back[node.name] / 1000).toFixed(1)).join(' | ')} | ${Object.values(r.away).reduce((sum, count) => sum + count, 0)} |`));
  console.log(`\nAcknowledged: ${users.size} users made or changed in ${written} writes, ${tokens} tokens. Lost: ${lost.length} users, ${Math.max(0, tokens - entries)} audit entries of tokens.`);
  console.log(`Answers other than 2xx and 503: ${strange.length}. Nodes that ended: ${ended}.`);
  for (const line of strange.slice(0, 20)) console.log(`  ${line}`);
  const late = rounds.filter((r) => lateness(r) > 2000).length;
  if (late > 0) console.log(`${late} times a node was back more than 2 s after Patroni's fail-over.`);
  return lost.length === 0 && tokens <= entries && strange.length === 0 && ended === 0 && late === 0;
}

let isGood = false;
try {
  isGood = await main();
} catch (problem) {
  console.error(problem);
} finally {
  isOver = true;
  const postmasters = members.flatMap((member) => { try { return [postmasterOf(member)]; } catch { return []; } });
  for (const child of started) kill(child.pid, 'SIGTERM');
  await sleep(4000);
  for (const child of started) kill(child.pid, 'SIGKILL');
  for (const pid of postmasters) {
    // A postmaster that its Patroni left behind; the number may be somebody else's by now.
    try { if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)) kill(pid, 'SIGINT'); } catch { /* It is gone. */ }
  }
  await sleep(1000);
  if (isGood || process.env.PATRONI_KEEP !== '1') rmSync(folder, { recursive: true, force: true });
  else console.error(`Logs are in ${folder}`);
}
process.exit(isGood ? 0 : 1);
