// node table.mjs SECONDS USERS...: see bench/load/table.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { Client, clientCredentials, machineApp, password } from './client.mjs';
import { endpoint, folder, load, pause, residentMegabytes, someIds, start, stop } from './server.mjs';

const [seconds, sizes] = [+process.argv[2], process.argv.slice(3).map(Number)];
const connections = 16;
const client = new Client(endpoint, connections);
const run = promisify(execFile);

const milliseconds = (text) => Number.parseFloat(text) * (text.endsWith('us') ? 0.001 : text.endsWith('ms') ? 1 : 1000);

/** Drives wrk. `script` is Lua; `url` is a path where the script does not choose. */
async function drive(path, { script = '', bearer, wide = connections, time = seconds } = {}) {
  const [file, threads] = [join(folder, 'wrk.lua'), Math.min(2, wide)];
  writeFileSync(file, script);
  const { stdout } = await run('wrk', ['-t', threads, '-c', wide, '-d', `${time}s`, '--latency', '-s', file, ...(bearer ? ['-H', `Authorization: Bearer ${bearer}`] : []), endpoint + path]);
  const problem = /Non-2xx.*|Socket errors.*/.exec(stdout)?.[0];
  if (problem) throw new Error(`${path}: ${problem}`);
  const [p50, p99] = ['50%', '99%'].map((share) => milliseconds(new RegExp(`${share}\\s+(\\S+)`).exec(stdout)[1]));
  return { rate: +/Requests\/sec:\s+(\S+)/.exec(stdout)[1], p50, p99 };
}

const lua = {
  body: (method, type, body) => `wrk.method = "${method}"\nwrk.headers["Content-Type"] = "${type}"\nwrk.body = [[${body}]]`,
  ids: (ids) => `local ids = {${ids.map((id) => `"${id}"`).join(',')}}\n`,
  // Each thread counts for itself; `run` keeps what one measurement made apart from the next.
  numbered: (mark) => `local threads = 0\nfunction setup(thread) threads = threads + 1; thread:set("own", threads) end\nlocal made = 0\nlocal function nextName() made = made + 1; return "${mark}_" .. own .. "_" .. made end\n`,
};

async function bareHashes() {
  const rate = async () => {
    const hasher = spawn('dotnet', ['artifacts/bin/Gatehouse.Benchmarks/release/Gatehouse.Benchmarks.dll', 'bare-hash'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: hasher.stdout })[Symbol.asyncIterator]();
    const hash = async () => { hasher.stdin.write('\n'); await lines.next(); };
    for (let warm = 0; warm < 20; warm++) await hash();
    const began = performance.now();
    let count = 0;
    for (; performance.now() - began < seconds * 1000; count++) await hash();
    hasher.stdin.end();
    return (count * 1000) / (performance.now() - began);
  };
  return (await Promise.all(cpus().map(rate))).reduce((sum, each) => sum + each, 0);
}

async function flows() {
  const file = join(folder, 'token');
  const { stdout } = await run('node', ['bench/load/flows.mjs', endpoint, connections, seconds], { env: { ...process.env, ...machineApp, BENCH_USER_TOKEN: file } });
  const rows = stdout.trim().split('\n').map((line) => line.split('\t')).map(([name, rate, p50, p99]) => [name, { rate: +rate, p50: +p50, p99: +p99 }]);
  return { rows, userToken: readFileSync(file, 'utf8') };
}

async function measureAll(database, users, url) {
  const { server, coldStart } = await start(url);
  const rows = [];
  const tell = (name, measured) => {
    rows.push({ database, users, name, ...measured });
    process.stderr.write(`${database}, ${users} users: ${name} ${measured.rate.toFixed(0)}/s\n`);
  };
  try {
    await pause(2000);
    const idle = residentMegabytes(server);
    const began = performance.now();
    await load(client, users);
    process.stderr.write(`${database}: ${users} users loaded in ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
    const bearer = (await client.form('/oidc/token', clientCredentials)).json().access_token;
    const ids = await someIds(client, users);
    const asked = lua.body('POST', 'application/x-www-form-urlencoded', new URLSearchParams(clientCredentials));
    const read = `${lua.ids(ids)}function request() return wrk.format("GET", "/api/users/" .. ids[math.random(#ids)]) end`;
    const change = `${lua.ids(ids)}local n = 0\nwrk.headers["Content-Type"] = "application/json"\nfunction request() n = n + 1; return wrk.format("PATCH", "/api/users/" .. ids[math.random(#ids)], nil, '{"name":"Mina ' .. n .. '"}') end`;
    const create = (mark, more) => `${lua.numbered(mark)}wrk.headers["Content-Type"] = "application/json"\nfunction request() return wrk.format("POST", "/api/users", nil, '{"username":"' .. nextName() .. '"${more}}') end`;
    const deep = Math.min(2000, Math.floor(users / 20));

    for (const warm of ['/api/status', '/oidc/jwks', '/api/users?page=1']) await drive(warm, { bearer, time: 2 });
    await drive('/oidc/token', { script: asked, time: 3 });
    tell('GET /api/status (the ceiling)', await drive('/api/status'));
    tell('GET /oidc/jwks', await drive('/oidc/jwks'));
    tell('POST /oidc/token, client credentials', await drive('/oidc/token', { script: asked }));
    tell('GET /api/users/{id}', await drive('/', { script: read, bearer }));
    tell('GET /api/users, page 1', await drive('/api/users?page=1', { bearer }));
    tell(`GET /api/users, page ${deep}`, await drive(`/api/users?page=${deep}`, { bearer }));
    tell('search=%Kim 777%', await drive('/api/users?search=%25Kim%20777%25', { bearer }));
    tell('search=%Kim 777%, 4 connections', await drive('/api/users?search=%25Kim%20777%25', { bearer, wide: 4 }));
    tell('search.username=, exact', await drive(`/api/users?search.username=user_${Math.ceil(users / 2)}&mode.username=exact`, { bearer }));
    tell('PATCH /api/users/{id}', await drive('/', { script: change, bearer }));
    tell('POST /api/users', await drive('/', { script: create('plain', ''), bearer }));
    tell('POST /api/users with password', await drive('/', { script: create('secret', `,"password":"${password}"`), bearer }));
    const { rows: signIns, userToken } = await flows();
    for (const [name, measured] of signIns) tell(name, measured);
    tell('GET /oidc/me', await drive('/oidc/me', { bearer: userToken }));
    return { database, users, coldStart, idle, afterwards: residentMegabytes(server), rows };
  } finally {
    await stop(server);
  }
}

function previous() {
  mkdirSync('bench/results', { recursive: true });
  const last = readdirSync('bench/results').filter((name) => name.endsWith('.json')).toSorted().at(-1);
  return last ? JSON.parse(readFileSync(join('bench/results', last), 'utf8')) : null;
}

function print(result, before) {
  const ceiling = (rows) => rows.find((row) => row.name.startsWith('GET /api/status')).rate;
  for (const part of result.parts) {
    const earlier = before?.parts.find((other) => other.database === part.database && other.users === part.users);
    console.log(`\n### ${part.database}, ${part.users.toLocaleString('en')} users\n`);
    console.log(`Cold start ${Math.round(part.coldStart)} ms; resident memory ${part.idle} MB after it, ${part.afterwards} MB after the last row.\n`);
    console.log('| what | per second | p50 ms | p99 ms | of the ceiling | of the last run |\n|---|---|---|---|---|---|');
    for (const row of part.rows) {
      const share = row.rate / ceiling(part.rows);
      const old = earlier?.rows.find((other) => other.name === row.name);
      const against = old ? (share / (old.rate / ceiling(earlier.rows))).toFixed(2) : '';
      console.log(`| ${row.name} | ${row.rate.toFixed(row.rate < 100 ? 1 : 0)} | ${row.p50.toFixed(2)} | ${row.p99.toFixed(2)} | ${share.toFixed(4)} | ${against} |`);
    }
  }
  console.log(`\nBare Argon2 on all processors: ${result.bareHashes.toFixed(1)} per second.`);
  console.log(`${result.machine}; ${result.versions}; ${result.at}.`);
}

const postgres = process.env.BENCH_POSTGRES;
const before = previous();
const result = {
  at: new Date().toISOString().slice(0, 16),
  machine: `${cpus().length} processors (${cpus()[0].model}), ${Math.round(totalmem() / 2 ** 30)} GB, server and generator together`,
  versions: `.NET ${execFileSync('dotnet', ['--version']).toString().trim()}${postgres ? `, ${execFileSync('psql', [`${postgres}/postgres`, '-Atc', "select split_part(version(), ' on ', 1)"]).toString().trim()}` : ''}`,
  bareHashes: await bareHashes(),
  parts: [],
};
for (const users of sizes) {
  result.parts.push(await measureAll('SQLite', users, `sqlite:${join(folder, `users${users}.db`)}`));
  for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `users${users}.db${end}`), { force: true });
  if (!postgres) continue;
  const name = `gatehouse_bench_${process.pid}_${users}`;
  const ask = (sql) => execFileSync('psql', [`${postgres}/postgres`, '-qc', sql]);
  ask(`create database ${name}`);
  try {
    result.parts.push(await measureAll('PostgreSQL', users, `${postgres}/${name}`));
  } finally {
    ask(`drop database ${name} with (force)`);
  }
}
print(result, before);
writeFileSync(join('bench/results', `${result.at.replaceAll(/[-:]/g, '').replace('T', '-')}.json`), `${JSON.stringify(result, null, 1)}\n`);
client.close();
