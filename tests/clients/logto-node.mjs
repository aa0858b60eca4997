// A sign-in through @logto/node as a web application does it, with every request written down.
import assert from 'node:assert/strict';
import LogtoClient, { LogtoRequestError, Prompt, UserScope } from '@logto/node';
import { Browser } from './browser.mjs';

class Storage {
  #items = new Map();
  async getItem(key) { return this.#items.get(key) ?? null; }
  async setItem(key, value) { this.#items.set(key, value); }
  async removeItem(key) { this.#items.delete(key); }
}

/** Method, path, the fields of the form in order, and how the client showed itself. The package keeps the fetch that it finds when a client is made. */
function recordRequests() {
  const requests = [];
  const send = globalThis.fetch;
  globalThis.fetch = async (url, init) => {
    const { authorization } = Object.fromEntries(new Headers(init?.headers));
    requests.push([`${init?.method ?? 'GET'} ${new URL(url).pathname}`, [...new URLSearchParams(init?.body ?? '').keys()].join(' '), authorization?.split(' ')[0] ?? '']);
    return send(url, init);
  };
  return requests;
}

export async function flow(given) {
  const requests = recordRequests();
  const browser = new Browser(given);
  let url;
  const storage = new Storage();
  const client = new LogtoClient({
    endpoint: given.endpoint, appId: given.clientId, ...(given.clientSecret && { appSecret: given.clientSecret }),
    resources: [given.resource], scopes: [UserScope.Email, UserScope.Organizations, given.scope, given.organizationScope],
  }, { navigate: (target) => { url = target; }, storage });
  const during = async (act) => {
    requests.length = 0;
    const result = await act();
    return [result, structuredClone(requests)];
  };
  const confidential = given.clientSecret ? 'Basic' : '';

  const [, first] = await during(() => client.signIn({ redirectUri: given.callback, prompt: Prompt.Consent }));
  assert.deepEqual(first, [['GET /oidc/.well-known/openid-configuration', '', confidential]]);
  const asked = new URL(url).searchParams;
  assert.deepEqual([...asked.keys()], [
    'client_id', 'redirect_uri', 'code_challenge', 'code_challenge_method', 'state', 'response_type', 'prompt', 'scope', 'resource', 'resource',
  ]);
  const callback = await browser.open(url);
  assert.equal(callback.searchParams.get('error'), null, callback.href);

  const [, exchanged] = await during(() => client.handleSignInCallback(callback.href));
  assert.deepEqual(exchanged[0], ['POST /oidc/token', 'client_id code code_verifier redirect_uri grant_type', confidential]);
  assert.ok(await client.isAuthenticated());
  const claims = await client.getIdTokenClaims();
  assert.deepEqual([claims.sub, claims.username, claims.organizations], [given.userId, given.username, [given.organizationId]]);

  const [opaque, none] = await during(() => client.getAccessToken());
  assert.deepEqual([opaque.length, none], [43, []]);
  const [info, userinfo] = await during(() => client.fetchUserInfo());
  assert.deepEqual(userinfo, [['GET /oidc/me', '', 'Bearer']]);
  assert.deepEqual([info.sub, info.organization_data[0].id], [given.userId, given.organizationId]);

  const [, refreshed] = await during(() => client.getAccessToken(given.resource));
  assert.deepEqual(refreshed, [['POST /oidc/token', 'client_id refresh_token grant_type resource', confidential]]);
  const token = await client.getAccessTokenClaims(given.resource);
  assert.deepEqual([token.aud, token.sub, token.scope], [given.resource, given.userId, given.scope]);

  await client.getOrganizationToken(given.organizationId);
  const organization = await client.getOrganizationTokenClaims(given.organizationId);
  assert.deepEqual([organization.aud, organization.scope], [`urn:logto:organization:${given.organizationId}`, given.organizationScope]);

  const [context, cached] = await during(() => client.getContext({ getAccessToken: true, resource: given.resource, getOrganizationToken: true }));
  assert.deepEqual([context.isAuthenticated, context.scopes, Object.keys(context.organizationTokens), cached], [true, [given.scope], [given.organizationId], []]);

  // Two at once present the same refresh token.
  await client.clearAccessToken();
  await Promise.all([client.getAccessToken(given.resource), client.getAccessToken(), client.getOrganizationToken(given.organizationId)]);

  await assert.rejects(client.getAccessToken('https://unknown.test'), (thrown) => thrown.code === 'unacceptable_resource_indicator' || (thrown instanceof LogtoRequestError && thrown.code === 'oidc.invalid_target'));
  const stale = await client.getRefreshToken();
  const [, out] = await during(() => client.signOut(given.bye));
  assert.deepEqual(out, [['POST /oidc/token/revocation', 'client_id token', confidential]]);
  assert.deepEqual([...new URL(url).searchParams.keys()], ['client_id', 'post_logout_redirect_uri']);
  assert.equal((await browser.open(url)).href, given.bye);
  assert.equal(await client.isAuthenticated(), false);

  // What was revoked is refused in the words that the package understands.
  const basic = given.clientSecret && { authorization: `Basic ${btoa(`${given.clientId}:${given.clientSecret}`)}` };
  const late = await fetch(`${given.issuer}/token`, {
    method: 'POST', headers: basic || {}, body: new URLSearchParams({ client_id: given.clientId, refresh_token: stale, grant_type: 'refresh_token' }),
  });
  const body = await late.json();
  assert.deepEqual([late.status, body.code, typeof body.message], [400, 'oidc.invalid_grant', 'string']);
}
