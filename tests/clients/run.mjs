// node run.mjs CLIENT FLOW: reads from standard input what the server knows (accounts, clients, resources), takes one flow through one
// client, and prints one JSON object: what came of it. Fails with a message otherwise.
import { text } from 'node:stream/consumers';

const [client, flow] = process.argv.slice(2);
const given = JSON.parse(await text(process.stdin));
const flows = await import(`./${client}.mjs`);
const result = await flows[flow](given);
process.stdout.write(JSON.stringify(result ?? {}));
