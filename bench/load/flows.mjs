// node flows.mjs ENDPOINT CONCURRENCY SECONDS: sign-ins and refreshes with keep-alive; a line per measurement: name, rate, p50, p99.
// BENCH_USER_TOKEN: a file that gets the access token of one of them.
import { writeFileSync } from 'node:fs';
import { Client } from './client.mjs';

const [endpoint, concurrency, seconds] = [process.argv[2], +process.argv[3], +process.argv[4]];
const client = new Client(endpoint, concurrency);

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

const users = await client.makeUsers('bench', concurrency);
const signedIn = await Promise.all(users.map((user) => client.signIn(user)));
const refreshTokens = signedIn.map((each) => each.refreshToken);
// For whoever goes on measuring as a user.
if (process.env.BENCH_USER_TOKEN) writeFileSync(process.env.BENCH_USER_TOKEN, signedIn[0].accessToken);

const { times, results, elapsed } = await measure((number) => client.signIn(users[number]));
const passwords = results.map((each) => each.passwordTime);
const sum = (list) => list.reduce((total, time) => total + time, 0);
print('sign-in, request to tokens', (times.length / elapsed) * 1000, times);
print('– of which POST verification/password', (passwords.length / elapsed) * 1000, passwords);
// What the other nine requests would allow if the password took no time.
print('– without verification/password', (times.length / (elapsed * (1 - sum(passwords) / sum(times)))) * 1000, times.map((time, index) => time - passwords[index]));

const refreshed = await measure(async (number) => {
  refreshTokens[number] = (await client.refresh(refreshTokens[number])).refreshToken;
});
print('refresh (rotating)', (refreshed.times.length / refreshed.elapsed) * 1000, refreshed.times);
client.close();
