// Runs the snippets as they are printed: only the host is replaced. Credentials come in the environment, under the article's names.
// What the snippets leave open (calling the function, a userId, a webhook) is filled in here. Prints one JSON object: what came of it.
import { readFile, writeFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import express from 'express';
import ts from 'typescript';

const host = process.env.GATEHOUSE_ENDPOINT;
const log = [];
const recorder = { log: (...values) => log.push(values.join(' ')) };
const AsyncFunction = (async () => {}).constructor;

async function print(name) {
  const text = await readFile(new URL(`snippets/${name}.ts`, import.meta.url), 'utf8');
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 };
  return ts.transpileModule(text.replaceAll('https://your-tenant-id.logto.app', host), { compilerOptions: options }).outputText;
}

/** The value of `result` after the snippet ran with the given names in scope. */
async function run(name, scope, result = 'undefined') {
  const code = `${await print(name)}\nreturn ${result};`;
  return new AsyncFunction(...Object.keys(scope), 'console', code)(...Object.values(scope), recorder);
}

async function call(method, path, token, body) {
  const response = await fetch(host + path, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  return response.status === 204 ? response.status : response.json();
}

/** The article's receiver on a port of its own; answers are counted by status. */
async function startReceiver() {
  const file = new URL(`snippets/receiver.${process.pid}.mjs`, import.meta.url);
  await writeFile(file, `const console = globalThis.articleConsole;\n${await print('receiver')}\nexport { router };\n`);
  globalThis.articleConsole = recorder;
  const { router } = await import(file);
  await rm(fileURLToPath(file));
  const answers = [];
  const app = express();
  app.use((request, response, next) => {
    response.on('finish', () => answers.push(response.statusCode));
    next();
  });
  app.use(router);
  const server = await new Promise((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  return { answers, server, url: `http://127.0.0.1:${server.address().port}/webhooks/logto` };
}

async function until(condition) {
  for (let waited = 0; !condition(); waited += 50) {
    if (waited > 60_000) throw new Error(`Waited in vain; the log has ${JSON.stringify(log)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Signs a new user in to a new application; gives back the user's id. */
async function signIn() {
  const [username, password] = ['signs_in', 'NewTemporaryPassword123!'];
  const redirect = 'https://app.example.com/callback';
  const { id } = await call('POST', '/api/users', token, { username, password });
  const application = await call('POST', '/api/applications', token, {
    name: 'Sign in', type: 'SPA', oidcClientMetadata: { redirectUris: [redirect], postLogoutRedirectUris: [] },
  });
  const cookies = new Map();
  const visit = async (method, path, body) => {
    const response = await fetch(host + path, {
      method,
      redirect: 'manual',
      headers: { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '), ...(body && { 'Content-Type': 'application/json' }) },
      body: body && JSON.stringify(body),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      cookies.set(name, value);
    }
    if (response.status >= 400) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 200 ? response.json() : undefined;
  };
  await visit('GET', `/oidc/auth?${new URLSearchParams({
    client_id: application.id, redirect_uri: redirect, response_type: 'code', scope: 'openid', state: 'state',
    code_challenge: '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU', code_challenge_method: 'S256',
  })}`);
  await visit('PUT', '/api/experience', { interactionEvent: 'SignIn' });
  const { verificationId } = await visit('POST', '/api/experience/verification/password', { identifier: { type: 'username', value: username }, password });
  await visit('POST', '/api/experience/identification', { verificationId });
  await visit('POST', '/api/experience/submit', {});
  return id;
}

const receiver = await startReceiver();
const getManagementApiToken = await run('token', {}, 'getManagementApiToken');
const token = await getManagementApiToken();
const hook = await call('POST', '/api/hooks', token, {
  name: 'User Lifecycle Events',
  events: ['User.Created', 'User.Deleted', 'User.Data.Updated', 'PostSignIn', 'PostRegister'],
  config: { url: receiver.url },
});
process.env.LOGTO_WEBHOOK_SECRET = hook.signingKey;

const before = await run('list', { getManagementApiToken }, 'users');
const created = await run('create', { token }, 'newUser');
const userId = created.id;
const found = await run('search', { token }, 'result');
await run('change', { token, userId });
const changed = await call('GET', `/api/users/${userId}`, token);
await run('password', { token, userId });
const password = await call('POST', `/api/users/${userId}/password/verify`, token, { password: 'NewTemporaryPassword123!' });
await run('delete', { token, userId });
const deleted = await call('GET', `/api/users/${userId}`, token);
// Created, changed, password, deleted.
await until(() => receiver.answers.length >= 4);

// Somebody signs in, as a browser and the sign-in pages do it: PostSignIn.
const signedIn = await signIn();
await until(() => log.some((line) => line.startsWith('로그인')));

// A receiver with another secret must refuse what we sign.
process.env.LOGTO_WEBHOOK_SECRET = 'another';
await call('POST', '/api/users', token, { name: 'wrong secret' });
await until(() => receiver.answers.includes(401));
receiver.server.close();
receiver.server.closeAllConnections();

process.stdout.write(JSON.stringify({ before, created, found, changed, password, deleted, signedIn, answers: receiver.answers, log }));
